package dev.muybridge.stage;

import dev.muybridge.codec.AnalysisCodec;
import dev.muybridge.codec.AnnotationCodec;
import dev.muybridge.media.ByteSource;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.media.SegmentPlanner;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.media.VideoPlan;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.VideoException;
import java.io.IOException;
import java.util.List;

/** Makes requests of a video, as the job does. */
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

    /** The request to analyse that segment. */
    public byte[] analyze(int segment) throws IOException, VideoException {
        SegmentPlan part = plan.segments().get(segment);
        return AnalysisCodec.request(
                files.read(video, part.analysis()), index.info().rotation(), part);
    }

    /** The request to annotate that segment with the poses of its analysis. */
    public byte[] annotate(int segment, byte[] analysis) throws IOException, VideoException {
        SegmentPlan part = plan.segments().get(segment);
        List<PoseFrame> own = poses(analysis).stream()
                .filter(frame -> frame.pts() >= part.startPts() && frame.pts() < part.endPts())
                .toList();
        return AnnotationCodec.request(new AnnotationCodec.Order(
                index.info(),
                part,
                files.read(video, part.picture()),
                own,
                List.of(),
                new AnnotationCodec.Style("ultrafast", 23, false, 1)));
    }

    /** The poses of an answer. */
    public static List<PoseFrame> poses(byte[] analysis) throws IOException, VideoException {
        return AnalysisCodec.analysis(analysis).poses();
    }
}
