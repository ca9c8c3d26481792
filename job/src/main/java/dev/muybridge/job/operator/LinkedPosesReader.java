package dev.muybridge.job.operator;

import dev.muybridge.codec.AnalyzeCodec;
import dev.muybridge.job.model.LinkedSegment;
import dev.muybridge.job.model.LinkedVideo;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.Staged;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.motion.LinkedPoses;
import dev.muybridge.motion.Track;
import dev.muybridge.pose.PoseFrame;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.fs.Path;

/** Reads a video's linked poses out of its staged ones, segment by segment, so that not all are in memory at once. */
final class LinkedPosesReader {
    private final OutputLayout layout;
    private final LinkedVideo video;

    LinkedPosesReader(OutputLayout layout, LinkedVideo video) {
        this.layout = layout;
        this.video = video;
    }

    /** Receives the poses of one segment's own frames. */
    @FunctionalInterface
    interface Each {
        void segment(LinkedSegment segment, List<PoseFrame> poses) throws IOException;
    }

    /** Reads all segments, in order. */
    void forEach(Each each) throws IOException {
        forEach(0, video.video().frames(), each);
    }

    /**
     * Reads those segments, in order, that have frames of a part of the video.
     *
     * @param from place of the part's first frame in the video, 0-based
     * @param to place of the first frame behind it
     */
    void forEach(long from, long to, Each each) throws IOException {
        LinkedPoses linked = new LinkedPoses();
        LinkedSegment[] segments = video.segments();
        for (int i = 0; i < segments.length; i++) {
            boolean wanted = overlaps(segments[i], from, to);
            // The segment before the first leads over to it.
            if (wanted || (i + 1 < segments.length && overlaps(segments[i + 1], from, to))) {
                SegmentPlan plan = segments[i].segment().plan();
                Track.Span own = new Track.Span(plan.startPts(), plan.endPts());
                List<PoseFrame> poses = linked.next(own, staged(segments[i]), segments[i].people());
                if (wanted) {
                    each.segment(segments[i], poses);
                }
            }
        }
    }

    private static boolean overlaps(LinkedSegment segment, long from, long to) {
        SegmentPlan plan = segment.segment().plan();
        return plan.firstFrame() < to && plan.firstFrame() + plan.frames() > from;
    }

    private List<PoseFrame> staged(LinkedSegment segment) throws IOException {
        Path path = layout.staged(Staged.POSES, segment.segment());
        return AnalyzeCodec.stagedPoses(StagingStore.require(path));
    }
}
