package dev.muybridge.motion;

import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.TimeBase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns poses into metrics, frame after frame in presentation order. A velocity needs the same person in the frame before as well: over
 * a gap there is none.
 */
public final class MetricsTracker {
    private final PictureSize size;
    private final TimeBase timeBase;
    private final double slowMotion;
    private Map<Integer, LastSeen> before = new HashMap<>();

    /**
     * @param size of the upright picture
     * @param timeBase of the timestamps
     * @param slowMotion how many times slower than life the video plays, positive; velocities are those of life
     * @param before where people were in the frame before the first; empty if there is none or nobody was found
     */
    public MetricsTracker(PictureSize size, TimeBase timeBase, double slowMotion, List<LastSeen> before) {
        this.size = size;
        this.timeBase = timeBase;
        this.slowMotion = slowMotion;
        before.forEach(seen -> this.before.put(seen.id(), seen));
    }

    /** Where the people of {@code frame} are, in an upright picture of that size. */
    public static List<LastSeen> seen(PoseFrame frame, PictureSize size) {
        return frame.people().stream()
                .map(person -> new LastSeen(person.id(), frame.pts(), Centre.of(person.pose(), size)))
                .toList();
    }

    /** The metrics of the next frame, whose place in presentation order is {@code frame}. */
    public FrameMetrics next(long frame, PoseFrame poses) {
        List<PersonMetrics> people = new ArrayList<>(poses.people().size());
        for (Person person : poses.people()) {
            LastSeen last = before.get(person.id());
            Velocity velocity = last == null ? null : velocity(last, poses.pts(), Centre.of(person.pose(), size));
            people.add(new PersonMetrics(person.id(), person.pose(), Widths.of(person.pose(), size), velocity));
        }
        people.sort(Comparator.comparingInt(PersonMetrics::id));
        before = new HashMap<>();
        seen(poses, size).forEach(seen -> before.put(seen.id(), seen));
        return new FrameMetrics(frame, poses.pts(), poses.readable(), people);
    }

    private Velocity velocity(LastSeen from, long pts, Centre centre) {
        return Velocity.between(from.centre(), centre, timeBase.toSeconds(pts - from.pts()) / slowMotion);
    }
}
