package dev.muybridge.codec;

import dev.muybridge.pose.Failure;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.VideoException;
import dev.muybridge.proto.AnalyzeRequest;
import dev.muybridge.proto.AnalyzeResponse;
import dev.muybridge.proto.FramePoses;
import dev.muybridge.proto.SegmentPoses;
import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.Poses;
import java.util.ArrayList;
import java.util.List;

/** The requests and responses of {@code analyze}, and the poses that are staged from it. */
public final class AnalyzeCodec {
    private static final Messages<AnalyzeRequest> REQUEST =
            new Messages<>("an order to analyze", 2, AnalyzeRequest::parseFrom, AnalyzeRequest::getVersion);
    private static final Messages<AnalyzeResponse> RESPONSE =
            new Messages<>("an analysis", 2, AnalyzeResponse::parseFrom, AnalyzeResponse::getVersion);
    private static final Messages<SegmentPoses> STAGED =
            new Messages<>("staged poses", 2, SegmentPoses::parseFrom, SegmentPoses::getVersion);

    private AnalyzeCodec() {}

    /** The request for {@code order}. */
    public static byte[] request(AnalyzeOrder order) {
        return AnalyzeRequest.newBuilder()
                .setVersion(REQUEST.version())
                .setPackets(PacketCodec.toMessage(order.packets()))
                .setRotation(order.rotation())
                .setFromPts(order.fromPts())
                .setToPts(order.toPts())
                .build()
                .toByteArray();
    }

    /** The order of a request. */
    public static AnalyzeOrder order(byte[] request) throws CodecException {
        AnalyzeRequest message = REQUEST.read(request);
        return new AnalyzeOrder(
                PacketCodec.fromMessage(message.getPackets()),
                message.getRotation(),
                message.getFromPts(),
                message.getToPts());
    }

    /** The response that gives {@code poses}. */
    public static byte[] response(Poses poses) {
        return AnalyzeResponse.newBuilder()
                .setVersion(RESPONSE.version())
                .setPoses(message(poses.frames()))
                .setWorkMillis(poses.workMillis())
                .build()
                .toByteArray();
    }

    /** The response that says why there are none. */
    public static byte[] response(Failure failure) {
        return AnalyzeResponse.newBuilder()
                .setVersion(RESPONSE.version())
                .setFailure(Messages.failure(failure))
                .build()
                .toByteArray();
    }

    /**
     * The poses of a response.
     *
     * @throws VideoException when the response is a failure of the video
     */
    public static Poses poses(byte[] response) throws CodecException, VideoException {
        AnalyzeResponse message = RESPONSE.read(response);
        if (message.hasFailure()) {
            throw Messages.exception(message.getFailure());
        }
        return new Poses(frames(message.getPoses()), message.getWorkMillis());
    }

    /** The bytes that are staged. */
    public static byte[] staged(List<PoseFrame> poses) {
        return message(poses).toByteArray();
    }

    /** The poses of staged bytes. */
    public static List<PoseFrame> stagedPoses(byte[] bytes) throws CodecException {
        return frames(STAGED.read(bytes));
    }

    private static SegmentPoses message(List<PoseFrame> poses) {
        SegmentPoses.Builder message = SegmentPoses.newBuilder().setVersion(STAGED.version());
        poses.forEach(frame -> message.addFrames(PoseCodec.toMessage(frame)));
        return message.build();
    }

    private static List<PoseFrame> frames(SegmentPoses message) throws CodecException {
        List<PoseFrame> frames = new ArrayList<>(message.getFramesCount());
        for (FramePoses frame : message.getFramesList()) {
            frames.add(PoseCodec.fromMessage(frame));
        }
        return frames;
    }
}
