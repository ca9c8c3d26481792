package dev.muybridge.tracking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happens when the detector looks everywhere: where to look next for whoever is known and touches nobody follows from where the
 * detector sees them, so that from then on nothing depends on the pictures before; and whoever is not known is a newcomer.
 */
final class LookAround {
    /** A detection belongs to the person this near, in sides of their region, and this similar in size. */
    private static final double NEAR = 0.15;

    private static final double SIZE = 1.5;

    /** A look anew that gives another body than this, in trunks, is not believed. */
    private static final double UNLIKE = 0.25;

    /** A detection this near to the hips of somebody known, in trunks, is no newcomer. */
    private static final double KNOWN = 0.6;

    /** Nor is a body this similar to somebody known, in trunks. */
    private static final double SIMILAR = 0.4;

    /** Least mean visibility of a newcomer's points. */
    static final double VISIBLE = 0.65;

    /**
     * Shorter trunks, in short sides of the picture, are small: they need a surer detection, as foreshortened ones do; still
     * shorter ones are ignored.
     */
    private static final double SMALL = 0.08;

    private static final double LEAST = 0.04;
    private static final double SURE_IF_DOUBTFUL = 0.75;

    /** And their points have to be this visible in the mean: things in the background are seldom that. */
    private static final double VISIBLE_IF_DOUBTFUL = 0.8;

    /** Somebody who touches a known body is a piece of it, unless their joints are this far from its, in trunks. */
    private static final double APART = 0.8;

    private final Sight sight;
    private final List<Detection> detections;
    private final int shortSide;

    /**
     * Looks.
     *
     * @param shortSide of the picture, pixels
     * @param closely whether for small people too
     */
    LookAround(Sight sight, int shortSide, boolean closely) {
        this.sight = sight;
        this.detections = sight.everywhere(closely);
        this.shortSide = shortSide;
    }

    /** A detection that may be of somebody known. */
    private record Pair(double distance, int person, Region region) {}

    /** The same people; those who touch nobody are to be looked for where the detector sees them. */
    List<Followed> anew(List<Followed> people) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            Followed person = people.get(i);
            if (person.isSeen() && touching(person.last(), people) == 0) {
                addPairs(person, i, pairs);
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::distance));
        List<Followed> renewed = new ArrayList<>(people);
        Set<Integer> paired = new HashSet<>();
        Set<Region> taken = new HashSet<>();
        for (Pair pair : pairs) {
            if (paired.contains(pair.person()) || taken.contains(pair.region())) {
                continue;
            }
            paired.add(pair.person());
            taken.add(pair.region());
            Followed person = people.get(pair.person());
            Body body = sight.look(pair.region());
            if (body.isPresent() && body.difference(person.last()) < UNLIKE) {
                renewed.set(pair.person(), person.sought(body.next()));
            }
        }
        return renewed;
    }

    private void addPairs(Followed person, int index, List<Pair> pairs) {
        for (Detection detection : detections) {
            double distance = person.region().distance(detection.region());
            double growth = detection.region().side() / person.region().side();
            if (distance < NEAR && growth < SIZE && growth > 1 / SIZE) {
                pairs.add(new Pair(distance, index, detection.region().snapped()));
            }
        }
    }

    private static long touching(Body body, List<Followed> people) {
        return people.stream()
                .filter(Followed::isSeen)
                .map(Followed::last)
                .filter(other -> other != body && (body.isTouchedBy(other) || other.isTouchedBy(body)))
                .count();
    }

    /**
     * Bodies of people who are not among {@code people}, the surest first: of a body that the model makes up of two people, or that is
     * seen twice, the model or the detector is less sure.
     *
     * @param first whether nobody could be known yet; later, whoever touches somebody known is a piece of theirs
     */
    List<Body> newcomers(List<Followed> people, boolean first) {
        List<Body> known = new ArrayList<>(people.stream().map(Followed::last).toList());
        List<Body> present = new ArrayList<>(
                people.stream().filter(Followed::isSeen).map(Followed::last).toList());
        List<Body> newcomers = new ArrayList<>();
        List<Detection> left = new ArrayList<>(detections);
        known.forEach(body -> left.removeIf(detection -> isOf(detection, body)));
        Newcomer surest = surest(left, known, present, first);
        while (surest != null) {
            Body body = surest.body();
            newcomers.add(body);
            known.add(body);
            present.add(body);
            // What led to the body may be of somebody behind it, if another detection is of this one.
            if (!left.removeIf(detection -> isOf(detection, body))) {
                left.remove(surest.detection());
            }
            surest = surest(left, known, present, first);
        }
        return newcomers;
    }

    private static boolean isOf(Detection detection, Body body) {
        return body.pixelsTo(detection.region()) < KNOWN * body.trunk();
    }

    /** Somebody new. */
    private record Newcomer(Detection detection, Body body) {
        double sureness() {
            return detection.score() * body.visibility();
        }
    }

    /** Null if there is none; leaves out of {@code left} those that turn out to be of somebody known. */
    private @Nullable Newcomer surest(List<Detection> left, List<Body> known, List<Body> present, boolean first) {
        Newcomer surest = null;
        for (Detection detection : List.copyOf(left)) {
            Body body = sight.settle(detection.region().snapped(), present);
            if (body != null && !isOther(body, known, first)) {
                left.remove(detection);
            } else if (body != null && isWorthwhile(body, detection.score())) {
                Newcomer newcomer = new Newcomer(detection, body);
                surest = surest == null || newcomer.sureness() > surest.sureness() ? newcomer : surest;
            }
        }
        return surest;
    }

    private boolean isWorthwhile(Body body, double score) {
        boolean doubtful = body.trunk() <= SMALL * shortSide || body.isForeshortened();
        double visible = doubtful ? VISIBLE_IF_DOUBTFUL : VISIBLE;
        double sure = doubtful ? SURE_IF_DOUBTFUL : 0;
        return body.visibility() >= visible && body.trunk() >= LEAST * shortSide && score >= sure;
    }

    private static boolean isOther(Body body, List<Body> known, boolean first) {
        return known.stream().noneMatch(other -> {
            boolean piece = !first && (body.isTouchedBy(other) || other.isTouchedBy(body));
            return body.difference(other) < (piece ? APART : SIMILAR);
        });
    }
}
