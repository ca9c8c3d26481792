package dev.muybridge.stage;

import dev.muybridge.media.ByteSource;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.media.SegmentPlanner;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.media.VideoPlan;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.PersonMetrics;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.VideoException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes orders of a video, as the job does. */
public record Work(VideoFiles files, ByteSource video, VideoIndex index, VideoPlan plan) {
    /** Plans {@code video} in segments of that length. */
    public static Work of(VideoFiles files, ByteSource video, double segmentSeconds)
            throws IOException, VideoException {
        VideoIndex index = files.index(video);
        return new Work(files, video, index, SegmentPlanner.plan(index, segmentSeconds));
    }

    /** How many segments. */
    public int segments() {
        return plan.segments().size();
    }

    /** The order to analyse that segment. */
    public AnalyzeOrder analyze(int segment) throws IOException, VideoException {
        SegmentPlan part = plan.segments().get(segment);
        return AnalyzeOrder.of(
                part, files.read(video, part.analysis()), index.info().rotation(), null);
    }

    /** The order to annotate that segment with the poses of its analysis. */
    public AnnotateOrder annotate(int segment, Poses analysis) throws IOException, VideoException {
        SegmentPlan part = plan.segments().get(segment);
        List<FrameMetrics> rows = new ArrayList<>();
        for (PoseFrame frame : analysis.tracked().frames()) {
            List<PersonMetrics> people = frame.people().stream()
                    .map(person -> new PersonMetrics(person.id(), person.pose(), person.pose(), Map.of()))
                    .toList();
            rows.add(new FrameMetrics(part.firstFrame() + rows.size(), frame.pts(), frame.readable(), people));
        }
        return new AnnotateOrder(
                files.read(video, part.picture()),
                rows,
                AnnotateOrder.Canvas.of(part, index.info()),
                new Style("ultrafast", 23, false));
    }
}
