package dev.muybridge.tracking;

import dev.muybridge.inference.TensorModel;
import dev.muybridge.media.SquareCutter;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.Person;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows everyone through a run of pictures, in order.
 *
 * <p>What it remembers of a person is where to look for them next: a region on a grid. In each picture the landmark model looks at
 * everybody's region, and where bodies touch it looks once more, with the others painted over. A body is believed if the model is
 * sure of it and its trunk is not foreshortened, or if it stayed where it was, and if it is no further away than a person can move. If
 * two are on one body, the one that jumped further gives way. Whoever is not seen is searched for at once, at other angles and by the
 * detector, later at fixed times, and is gone after a second, or at the second miss if they were hardly known or hardly visible. Every
 * half second of the video's clock the detector looks everywhere, every two seconds more closely: it shows newcomers, and where to look
 * next for whoever touches nobody. So what is said of a picture depends on a short past, and trackers that begin in different
 * pictures come to the same regions, and are equal from then on. One thread at a time.
 */
public final class PeopleTracker {
    /** Between two looks at the whole picture, microseconds. */
    private static final long LOOK = 500_000;

    /** Between two looks for small people too, which cost five times as much, microseconds. */
    private static final long CLOSE_LOOK = 2_000_000;

    /** Between two searches for somebody who has been lost for a while, microseconds. */
    private static final long SEARCH = 66_666;

    /** The most people that are followed at once. */
    private static final int MOST = 12;

    private static final Comparator<Followed> BY_PLACE = Comparator.comparingDouble(
                    (Followed person) -> person.region().x())
            .thenComparingDouble(person -> person.region().y())
            .thenComparingDouble(person -> person.region().side());

    private final BodyModel bodies;
    private final BodyDetector detector;
    private Memory memory = Memory.NONE;
    private int tracks;

    /**
     * A tracker for one run of pictures.
     *
     * @param detector see {@link TensorModel}; not closed here
     * @param landmarks the same
     */
    public PeopleTracker(TensorModel detector, TensorModel landmarks) {
        this.bodies = new BodyModel(landmarks);
        this.detector = new BodyDetector(detector);
    }

    /**
     * The people in the next picture, by track: the same number is the same person, but different numbers need not be different
     * people.
     *
     * @param picture of one size in all calls; read during the call only
     * @param micros its presentation time on the video's own clock; later than in the previous call
     */
    public List<Person> next(SquareCutter picture, long micros) {
        PictureSize size = new PictureSize(picture.width(), picture.height());
        Sight sight = new Sight(picture, bodies, detector, new Tiles(size));
        Long last = memory.micros();
        boolean first = last == null;
        List<Followed> now = new ArrayList<>();
        if (last != null) {
            now.addAll(follow(sight, micros));
            search(new Search(sight, micros), now, micros, passes(SEARCH, last, micros));
        }
        if (last == null || passes(LOOK, last, micros)) {
            boolean closely = last == null || passes(CLOSE_LOOK, last, micros);
            LookAround look = new LookAround(sight, Math.min(size.width(), size.height()), closely);
            now = new ArrayList<>(look.anew(now));
            for (Body body : look.newcomers(now, first)) {
                if (now.size() < MOST) {
                    now.add(Followed.begun(tracks++, body, micros));
                }
            }
        }
        now.removeIf(person -> person.isGone(micros));
        // In an order that does not depend on who came first, because that differs between two trackers.
        now.sort(BY_PLACE);
        memory = new Memory(micros, List.copyOf(now));
        return now.stream()
                .filter(Followed::isSeen)
                .map(person -> new Person(person.id(), person.last().pose(size)))
                .toList();
    }

    /** See {@link Tracking.Tracker#state}. */
    public byte[] state() {
        return memory.toBytes();
    }

    /** See {@link Tracking.Tracker#tracks}. */
    public int[] tracks() {
        return memory.people().stream().mapToInt(Followed::id).toArray();
    }

    /** See {@link Tracking.Tracker#resume}. */
    public void resume(byte[] state) {
        memory = Memory.of(state);
        tracks = memory.people().size();
    }

    /** Whether the video's clock passes a multiple of {@code period} between two pictures. */
    private static boolean passes(long period, long before, long now) {
        return Math.floorDiv(before, period) != Math.floorDiv(now, period);
    }

    private List<Followed> follow(Sight sight, long micros) {
        List<Followed> people = memory.people();
        List<Body> looks = sight.look(people.stream().map(Followed::region).toList());
        List<@Nullable Body> found = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            Body body = looks.get(i);
            found.add(isBelieved(body, people.get(i), micros) ? body : null);
        }
        dropDoubles(people, found);
        List<Followed> now = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Body body = found.get(i);
            now.add(body == null ? people.get(i).missed() : people.get(i).seen(body, micros));
        }
        return now;
    }

    private static boolean isBelieved(Body body, Followed person, long micros) {
        return body.isStillThere() && person.trunksTo(body) < person.reach(micros);
    }

    /** Of two people on one body, the one that jumped further is not there. */
    private static void dropDoubles(List<Followed> people, List<@Nullable Body> found) {
        for (int i = 0; i < found.size(); i++) {
            for (int j = i + 1; j < found.size(); j++) {
                Body a = found.get(i);
                Body b = found.get(j);
                if (a != null && b != null && a.difference(b) < Search.SAME_BODY) {
                    boolean firstJumped = a.difference(people.get(i).last())
                            > b.difference(people.get(j).last());
                    found.set(firstJumped ? i : j, null);
                }
            }
        }
    }

    private static void search(Search search, List<Followed> people, long micros, boolean due) {
        for (int i = 0; i < people.size(); i++) {
            Followed lost = people.get(i);
            if (!lost.isSeen()) {
                List<Followed> others = new ArrayList<>(people);
                others.remove(i);
                Body body = search.find(lost, others, due);
                if (body != null) {
                    people.set(i, lost.seen(body, micros));
                }
            }
        }
    }
}
