package dev.muybridge.codec;

import dev.muybridge.media.PacketRun;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.VideoException;
import dev.muybridge.proto.AnalyzeRequest;
import dev.muybridge.proto.AnalyzeResponse;
import dev.muybridge.proto.FramePoses;
import dev.muybridge.proto.SegmentPoses;
import java.util.ArrayList;
import java.util.List;

/** The asking side of an analysis, and the poses that are staged of it. */
public final class AnalysisCodec {
    private AnalysisCodec() {}

    /** The request to analyse all frames that {@code plan} lets the analysis see. */
    public static byte[] request(PacketRun packets, int rotation, SegmentPlan plan) {
        return AnalyzeRequest.newBuilder()
                .setVersion(Version.CURRENT)
                .setPackets(PacketCodec.toMessage(packets))
                .setRotation(rotation)
                .setFromPts(plan.seenFromPts())
                .setToPts(plan.seenToPts())
                .build()
                .toByteArray();
    }

    /**
     * A finished analysis.
     *
     * @param poses of every frame that the analysis saw
     * @param workMillis what the worker spent on it
     */
    public record Analysis(List<PoseFrame> poses, long workMillis) {}

    /**
     * The analysis in a response.
     *
     * @throws VideoException when the response is a failure of the video
     */
    public static Analysis analysis(byte[] response) throws CodecException, VideoException {
        AnalyzeResponse message = Messages.analyzeResponse(response);
        if (message.hasFailure()) {
            throw Messages.exception(message.getFailure());
        }
        return new Analysis(frames(message.getPoses()), message.getWorkMillis());
    }

    /** The bytes that are staged. */
    public static byte[] staged(List<PoseFrame> poses) {
        SegmentPoses.Builder message = SegmentPoses.newBuilder().setVersion(Version.CURRENT);
        poses.forEach(frame -> message.addFrames(PoseCodec.toMessage(frame)));
        return message.build().toByteArray();
    }

    /** The poses of staged bytes. */
    public static List<PoseFrame> stagedPoses(byte[] bytes) throws CodecException {
        return frames(Messages.segmentPoses(bytes));
    }

    private static List<PoseFrame> frames(SegmentPoses message) throws CodecException {
        List<PoseFrame> frames = new ArrayList<>(message.getFramesCount());
        for (FramePoses frame : message.getFramesList()) {
            frames.add(PoseCodec.fromMessage(frame));
        }
        return frames;
    }
}
