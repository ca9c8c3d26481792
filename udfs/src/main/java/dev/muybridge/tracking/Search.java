package dev.muybridge.tracking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds somebody again who was not seen where they were expected. */
final class Search {
    /** In the first pictures the search is thorough; later it takes place at fixed times. */
    private static final int THOROUGH = 4;

    /** Degrees by which a body may have turned between two pictures. */
    private static final double[] TURNS = {22.5, -22.5, 45, -45, 67.5, -67.5, 90, -90};

    /** A body at another angle is looked at more closely from this presence on. */
    private static final double HOPEFUL = 0.3;

    private static final int CLOSER_LOOKS = 2;

    /** Somebody else this near, in sides of the region, would be found instead. */
    private static final double ALONE = 0.5;

    /** A body changes its size by no more than this factor between two pictures. */
    private static final double GROWN = 1.65;

    /** Somebody who jumped further than is believed may be found this much further away, in trunks. */
    private static final double FURTHER = 0.2;

    /** Two bodies this similar are one, in trunks. */
    static final double SAME_BODY = 0.35;

    /** A body this near to where somebody else is known to be, in trunks of theirs, is theirs. */
    private static final double THEIRS = 0.3;

    private final Sight sight;
    private final long now;

    /** @param now time of the picture, microseconds */
    Search(Sight sight, long now) {
        this.sight = sight;
        this.now = now;
    }

    /**
     * Where {@code lost} is now.
     *
     * @param others all others who are followed, seen or not
     * @param due whether it is time to search for those who have been lost for longer
     * @return null if they are not found
     */
    @Nullable
    Body find(Followed lost, List<Followed> others, boolean due) {
        boolean recently = lost.missedPictures() <= THOROUGH;
        boolean alone = others.stream().noneMatch(other -> isNear(other, lost));
        Body turned = recently && alone ? turned(lost, present(others)) : null;
        return turned == null && (recently || due) ? nearby(lost, others) : turned;
    }

    private static boolean isNear(Followed other, Followed lost) {
        return other.last().pixelsTo(lost.last()) < ALONE * lost.region().side();
    }

    private static List<Body> present(List<Followed> people) {
        return people.stream().filter(Followed::isSeen).map(Followed::last).toList();
    }

    /** Looks at the same place for a body at another angle, as in a somersault; takes the surest. */
    private @Nullable Body turned(Followed lost, List<Body> present) {
        List<Body> hopeful = new ArrayList<>();
        for (double degrees : TURNS) {
            Body body = sight.look(lost.region().turned(degrees).snapped());
            if (body.presence() > HOPEFUL) {
                hopeful.add(body);
            }
        }
        hopeful.sort(Comparator.comparingDouble(Body::presence).reversed());
        Body best = null;
        for (Body hope : hopeful.subList(0, Math.min(CLOSER_LOOKS, hopeful.size()))) {
            Body body = sight.settle(hope.region(), present);
            if (body != null
                    && !body.isForeshortened()
                    && isInReach(lost, body)
                    && isSimilar(body.region().side() / lost.region().side())
                    && present.stream().noneMatch(other -> body.difference(other) < SAME_BODY)
                    && (best == null || sureness(body) > sureness(best))) {
                best = body;
            }
        }
        return best;
    }

    private boolean isInReach(Followed lost, Body body) {
        return lost.trunksTo(body) < lost.reach(now) + FURTHER;
    }

    private static boolean isSimilar(double growth) {
        return growth < GROWN && growth > 1 / GROWN;
    }

    private static double sureness(Body body) {
        return body.presence() * body.visibility();
    }

    /** Asks the detector who is around; takes the nearest. */
    private @Nullable Body nearby(Followed lost, List<Followed> others) {
        List<Body> present = present(others);
        Body best = null;
        for (Detection detection : sight.around(lost.region())) {
            Body body = sight.settle(detection.region().snapped(), present);
            if (body != null
                    && isInReach(lost, body)
                    && others.stream().filter(Followed::isSeen).noneMatch(other -> isTheirs(body, other.last()))
                    && (best == null || lost.trunksTo(body) < lost.trunksTo(best))) {
                best = body;
            }
        }
        return best;
    }

    private static boolean isTheirs(Body body, Body other) {
        return body.difference(other) < SAME_BODY || body.pixelsTo(other) < THEIRS * other.trunk();
    }
}
