package dev.muybridge.job.operator;

import dev.muybridge.job.model.LinkedSegment;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.motion.Blend;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What belongs to a segment. */
final class Segments {
    private Segments() {}

    /** Of the frames that the analysis saw, the segment's own. */
    static List<PoseFrame> own(SegmentPlan plan, List<PoseFrame> seen) {
        return seen.stream()
                .filter(frame -> frame.pts() >= plan.startPts() && frame.pts() < plan.endPts())
                .toList();
    }

    /**
     * The segment's own frames with the people who are told of, led over from the segment before.
     *
     * @param seen what its analysis saw
     * @param seenBefore what the analysis of the segment before saw, empty for the first
     */
    static List<PoseFrame> people(LinkedSegment linked, List<PoseFrame> seen, List<PoseFrame> seenBefore) {
        List<PoseFrame> own = own(linked.poses().segment().plan(), seen);
        return Blend.over(numbered(own, linked.people()), numbered(seenBefore, linked.peopleBefore()));
    }

    /** The frame before the segment's first, null where there is none. */
    static @Nullable PoseFrame lastBefore(LinkedSegment linked, List<PoseFrame> seenBefore) {
        long start = linked.poses().segment().plan().startPts();
        List<PoseFrame> before =
                seenBefore.stream().filter(frame -> frame.pts() < start).toList();
        return before.isEmpty() ? null : numbered(before, linked.peopleBefore()).get(before.size() - 1);
    }

    private static List<PoseFrame> numbered(List<PoseFrame> frames, int[] people) {
        return frames.stream()
                .map(frame -> frame.with(frame.people().stream()
                        .map(track -> new Person(people[track.id()], track.pose()))
                        .filter(person -> person.id() >= 0)
                        .toList()))
                .toList();
    }
}
