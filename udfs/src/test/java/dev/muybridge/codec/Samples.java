package dev.muybridge.codec;

import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.PersonMetrics;
import dev.muybridge.motion.TrackedFrames;
import dev.muybridge.motion.TrackerMark;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.Poses;
import dev.muybridge.stage.Pictures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Three frames: somebody before time 0, the same a little further, nobody much later. */
final class Samples {
    private Samples() {}

    static dev.muybridge.stage.Poses poses() {
        TrackerMark start = new TrackerMark(1L << 63, new int[] {0});
        List<TrackerMark> marks = List.of(
                new TrackerMark(-1, new int[] {0}),
                new TrackerMark(0, new int[] {1, 0}),
                new TrackerMark(7, new int[] {1}));
        return new dev.muybridge.stage.Poses(
                new TrackedFrames(start, frames(), marks, new byte[] {1, 2, 3}), "any", null, 0);
    }

    private static List<PoseFrame> frames() {
        return List.of(
                new PoseFrame(-3, List.of(new Person(0, Poses.standing(0.5, 0.5, 0.75)))),
                new PoseFrame(
                        0, Person.numbered(List.of(Poses.standing(0.625, 0.5, 0.75), Poses.standing(0.25, 0.5, 0.5)))),
                new PoseFrame(1L << 40, List.of()));
    }

    static List<FrameMetrics> metrics() {
        List<FrameMetrics> metrics = new ArrayList<>();
        for (PoseFrame frame : frames()) {
            List<PersonMetrics> people = new ArrayList<>();
            for (Person person : frame.people()) {
                boolean moves = frame.pts() == 0 && people.isEmpty();
                people.add(new PersonMetrics(
                        person.id(),
                        person.pose(),
                        Poses.standing(0.5, 0.5, 0.5),
                        moves ? Map.of("width_px", 100.5, "speed_px_s", -1.25) : Map.of("width_px", 100.5)));
            }
            metrics.add(new FrameMetrics(100 + metrics.size(), frame.pts(), true, people));
        }
        metrics.add(new FrameMetrics(103, (1L << 40) + 1, false, List.of(PersonMetrics.unseen(1))));
        return metrics;
    }

    static Pictures pictures() {
        return new Pictures(new byte[] {1, 2, 3}, new long[] {-3, 0, 1L << 40}, new long[] {0}, "", 0);
    }
}
