package dev.muybridge.motion;

import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.WorldLandmark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Blends from one segment's poses to the next one's, in the frames after the border that both analyses saw: the earlier
 * segment's share falls evenly from frame to frame, so that no step shows.
 */
public final class Blend {
    private Blend() {}

    /**
     * The segment's own frames.
     *
     * @param own its own frames with people, as its own analysis has them
     * @param before frames of the segment before with the same people, as the other analysis has them; those that are not among
     *     {@code own} have no effect
     */
    public static List<PoseFrame> over(List<PoseFrame> own, List<PoseFrame> before) {
        Map<Long, PoseFrame> earlier = new HashMap<>();
        before.forEach(frame -> earlier.put(frame.pts(), frame));
        long shared =
                own.stream().filter(frame -> earlier.containsKey(frame.pts())).count();
        List<PoseFrame> blended = new ArrayList<>(own.size());
        int passed = 0;
        for (PoseFrame frame : own) {
            PoseFrame other = earlier.get(frame.pts());
            if (other == null) {
                blended.add(frame);
            } else {
                passed++;
                blended.add(frame(other, frame, passed / (shared + 1.0)));
            }
        }
        return blended;
    }

    private static PoseFrame frame(PoseFrame before, PoseFrame own, double share) {
        List<Person> people = new ArrayList<>();
        for (Person person : own.people()) {
            Pose pose = before.people().stream()
                    .filter(other -> other.id() == person.id())
                    .findFirst()
                    .map(other -> between(other.pose(), person.pose(), share))
                    .orElse(person.pose());
            people.add(new Person(person.id(), pose));
        }
        return own.with(people);
    }

    /** Each number on the line from {@code from} to {@code to}. */
    static Pose between(Pose from, Pose to, double share) {
        List<Landmark> landmarks = new ArrayList<>(Pose.SIZE);
        List<WorldLandmark> world = new ArrayList<>(Pose.SIZE);
        for (int i = 0; i < Pose.SIZE; i++) {
            Landmark a = from.landmarks().get(i);
            Landmark b = to.landmarks().get(i);
            landmarks.add(new Landmark(
                    mix(a.x(), b.x(), share),
                    mix(a.y(), b.y(), share),
                    mix(a.z(), b.z(), share),
                    mix(a.visibility(), b.visibility(), share),
                    mix(a.presence(), b.presence(), share)));
            WorldLandmark c = from.worldLandmarks().get(i);
            WorldLandmark d = to.worldLandmarks().get(i);
            world.add(new WorldLandmark(mix(c.x(), d.x(), share), mix(c.y(), d.y(), share), mix(c.z(), d.z(), share)));
        }
        return new Pose(landmarks, world);
    }

    private static float mix(float from, float to, double share) {
        return (float) (from + share * ((double) to - from));
    }
}
