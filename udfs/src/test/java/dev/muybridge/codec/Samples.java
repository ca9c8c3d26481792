package dev.muybridge.codec;

import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.PersonMetrics;
import dev.muybridge.motion.Velocity;
import dev.muybridge.motion.Widths;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.Poses;
import dev.muybridge.proto.SegmentRows;
import java.util.ArrayList;
import java.util.List;

/** Three frames: somebody before time 0, the same a little further, nobody much later. */
final class Samples {
    private Samples() {}

    static List<PoseFrame> poses() {
        return List.of(
                new PoseFrame(-3, List.of(new Person(0, Poses.standing(0.5, 0.5, 0.75)))),
                new PoseFrame(
                        0, Person.numbered(List.of(Poses.standing(0.625, 0.5, 0.75), Poses.standing(0.25, 0.5, 0.5)))),
                new PoseFrame(1L << 40, List.of()));
    }

    static List<FrameMetrics> metrics() {
        Widths widths = new Widths(100.5, 70.25, 0.375, 0.25);
        List<FrameMetrics> metrics = new ArrayList<>();
        for (PoseFrame frame : poses()) {
            List<PersonMetrics> people = new ArrayList<>();
            for (Person person : frame.people()) {
                boolean moves = frame.pts() == 0 && people.isEmpty();
                people.add(
                        new PersonMetrics(person.id(), person.pose(), widths, moves ? new Velocity(-1.25, 3) : null));
            }
            metrics.add(new FrameMetrics(100 + metrics.size(), frame.pts(), people));
        }
        return metrics;
    }

    static byte[] rows() {
        SegmentRows.Builder rows = SegmentRows.newBuilder()
                .setVersion(Version.CURRENT)
                .setMp4Bytes(12_345_678_901L)
                .setMp4Crc32C(0xfedcba98L)
                .addAllEncodedPts(List.of(-3L, 0L, 1L << 40));
        metrics().forEach(frame -> rows.addFrames(MetricsCodec.toMessage(frame)));
        return rows.build().toByteArray();
    }
}
