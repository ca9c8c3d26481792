package dev.muybridge.job.operator;

import dev.muybridge.media.SegmentPlan;
import dev.muybridge.pose.PoseFrame;
import java.util.List;

/** What belongs to a segment. */
final class Segments {
    private Segments() {}

    /** Of the frames that the analysis saw, the segment's own. */
    static List<PoseFrame> own(SegmentPlan plan, List<PoseFrame> seen) {
        return seen.stream()
                .filter(frame -> frame.pts() >= plan.startPts() && frame.pts() < plan.endPts())
                .toList();
    }
}
