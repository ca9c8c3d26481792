package dev.muybridge.job.operator;

import dev.muybridge.codec.AnalyzeCodec;
import dev.muybridge.job.model.LinkedSegment;
import dev.muybridge.job.model.LinkedVideo;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.stage.Poses;
import java.io.IOException;
import java.util.List;

/** Reads a video's linked poses out of its staged ones, segment by segment, so that not all are in memory at once. */
final class LinkedPosesReader {
    private final OutputLayout layout;
    private final LinkedVideo video;

    LinkedPosesReader(OutputLayout layout, LinkedVideo video) {
        this.layout = layout;
        this.video = video;
    }

    /** Receives the poses of one segment, by person. */
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
        for (LinkedSegment segment : video.segments()) {
            if (overlaps(segment, from, to)) {
                each.segment(segment, poses(segment));
            }
        }
    }

    private static boolean overlaps(LinkedSegment segment, long from, long to) {
        SegmentPlan plan = segment.segment().plan();
        return plan.firstFrame() < to && plan.firstFrame() + plan.frames() > from;
    }

    /** The poses of that segment of the video, by person. */
    List<PoseFrame> poses(LinkedSegment segment) throws IOException {
        Poses poses = AnalyzeCodec.stagedPoses(StagingStore.require(layout.path(segment.poses())));
        return poses.tracked().frames().stream()
                .map(frame -> frame.with(frame.people().stream()
                        .map(track -> new Person(segment.people()[track.id()], track.pose()))
                        .filter(person -> person.id() >= 0)
                        .toList()))
                .toList();
    }
}
