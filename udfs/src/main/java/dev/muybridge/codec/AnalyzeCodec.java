package dev.muybridge.codec;

import com.google.protobuf.ByteString;
import dev.muybridge.media.Rational;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.TrackedFrames;
import dev.muybridge.motion.TrackerMark;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.VideoException;
import dev.muybridge.proto.AnalyzeRequest;
import dev.muybridge.proto.AnalyzeResponse;
import dev.muybridge.proto.DraftMessage;
import dev.muybridge.proto.Fraction;
import dev.muybridge.proto.FramePoses;
import dev.muybridge.proto.RepairMessage;
import dev.muybridge.proto.SegmentPoses;
import dev.muybridge.proto.TrackerMarkMessage;
import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.Pictures;
import dev.muybridge.stage.Poses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests and responses of {@code analyze}, and the poses that are staged from it. */
public final class AnalyzeCodec {
    private static final Messages<AnalyzeRequest> REQUEST =
            new Messages<>("an order to analyze", 4, AnalyzeRequest::parseFrom, AnalyzeRequest::getVersion);
    private static final Messages<AnalyzeResponse> RESPONSE =
            new Messages<>("an analysis", 4, AnalyzeResponse::parseFrom, AnalyzeResponse::getVersion);
    private static final Messages<SegmentPoses> STAGED =
            new Messages<>("staged poses", 3, SegmentPoses::parseFrom, SegmentPoses::getVersion);

    private AnalyzeCodec() {}

    /** The request for {@code order}. */
    public static byte[] request(AnalyzeOrder order) {
        AnalyzeRequest.Builder request = AnalyzeRequest.newBuilder()
                .setVersion(REQUEST.version())
                .setPackets(PacketCodec.toMessage(order.packets()))
                .setRotation(order.rotation())
                .setFromPts(order.fromPts())
                .setStartPts(order.startPts())
                .setEndPts(order.endPts());
        AnalyzeOrder.Repair repair = order.repair();
        if (repair != null) {
            request.setRepair(RepairMessage.newBuilder()
                    .setState(ByteString.copyFrom(repair.state()))
                    .addAllDigests(Arrays.stream(repair.digests()).boxed().toList()));
        }
        AnalyzeOrder.Draft draft = order.draft();
        if (draft != null) {
            request.setDraft(message(draft));
        }
        return request.build().toByteArray();
    }

    private static DraftMessage message(AnalyzeOrder.Draft draft) {
        return DraftMessage.newBuilder()
                .setFirstFrame(draft.firstFrame())
                .setFrames(draft.frames())
                .setWidth(draft.size().width())
                .setHeight(draft.size().height())
                .setFrameRate(Fraction.newBuilder()
                        .setNum(draft.frameRate().num())
                        .setDen(draft.frameRate().den()))
                .setStyle(AnnotateCodec.toMessage(draft.style()))
                .setSlowMotion(draft.slowMotion())
                .setPeople(draft.people())
                .build();
    }

    private static AnalyzeOrder.Draft draft(DraftMessage message) {
        return new AnalyzeOrder.Draft(
                message.getFirstFrame(),
                message.getFrames(),
                new PictureSize(message.getWidth(), message.getHeight()),
                new Rational(
                        message.getFrameRate().getNum(), message.getFrameRate().getDen()),
                AnnotateCodec.fromMessage(message.getStyle()),
                message.getSlowMotion(),
                message.getPeople());
    }

    /** The order of a request. */
    public static AnalyzeOrder order(byte[] request) throws CodecException {
        AnalyzeRequest message = REQUEST.read(request);
        RepairMessage repair = message.getRepair();
        return new AnalyzeOrder(
                PacketCodec.fromMessage(message.getPackets()),
                message.getRotation(),
                message.getFromPts(),
                message.getStartPts(),
                message.getEndPts(),
                message.hasRepair()
                        ? new AnalyzeOrder.Repair(
                                repair.getState().toByteArray(),
                                repair.getDigestsList().stream()
                                        .mapToLong(Long::longValue)
                                        .toArray())
                        : null,
                message.hasDraft() ? draft(message.getDraft()) : null);
    }

    /** The response that gives {@code poses}. */
    public static byte[] response(Poses poses) {
        AnalyzeResponse.Builder response = AnalyzeResponse.newBuilder()
                .setVersion(RESPONSE.version())
                .setPoses(message(poses))
                .setWorkMillis(poses.workMillis());
        Pictures draft = poses.draft();
        if (draft != null) {
            response.setDraft(AnnotateCodec.toMessage(draft));
        }
        return response.build().toByteArray();
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
        Pictures draft = message.hasDraft() ? AnnotateCodec.fromMessage(message.getDraft(), 0) : null;
        return poses(message.getPoses(), draft, message.getWorkMillis());
    }

    /** The bytes that are staged, without the draft. */
    public static byte[] staged(Poses poses) {
        return message(poses).toByteArray();
    }

    /** The poses of staged bytes, on which no worker spends time any more. */
    public static Poses stagedPoses(byte[] bytes) throws CodecException {
        return poses(STAGED.read(bytes), null, 0);
    }

    private static SegmentPoses message(Poses poses) {
        TrackedFrames tracked = poses.tracked();
        SegmentPoses.Builder message = SegmentPoses.newBuilder()
                .setVersion(STAGED.version())
                .setStart(message(tracked.start()))
                .setState(ByteString.copyFrom(tracked.state()))
                .setProcessor(poses.processor());
        tracked.frames().forEach(frame -> message.addFrames(PoseCodec.toMessage(frame)));
        tracked.marks().forEach(mark -> message.addMarks(message(mark)));
        return message.build();
    }

    private static TrackerMarkMessage message(TrackerMark mark) {
        return TrackerMarkMessage.newBuilder()
                .setDigest(mark.digest())
                .addAllTracks(Arrays.stream(mark.tracks()).boxed().toList())
                .build();
    }

    private static Poses poses(SegmentPoses message, @Nullable Pictures draft, long workMillis) throws CodecException {
        List<PoseFrame> frames = new ArrayList<>(message.getFramesCount());
        for (FramePoses frame : message.getFramesList()) {
            frames.add(PoseCodec.fromMessage(frame));
        }
        try {
            TrackedFrames tracked = new TrackedFrames(
                    mark(message.getStart()),
                    frames,
                    message.getMarksList().stream().map(AnalyzeCodec::mark).toList(),
                    message.getState().toByteArray());
            return new Poses(tracked, message.getProcessor(), draft, workMillis);
        } catch (IllegalArgumentException e) {
            throw new CodecException("an analysis does not fit together: " + e.getMessage(), e);
        }
    }

    private static TrackerMark mark(TrackerMarkMessage message) {
        int[] tracks =
                message.getTracksList().stream().mapToInt(Integer::intValue).toArray();
        return new TrackerMark(message.getDigest(), tracks);
    }
}
