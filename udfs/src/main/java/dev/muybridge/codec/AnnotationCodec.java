package dev.muybridge.codec;

import dev.muybridge.media.PacketRun;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.LastSeen;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.VideoException;
import dev.muybridge.proto.AnnotateRequest;
import dev.muybridge.proto.AnnotateResponse;
import dev.muybridge.proto.AnnotatedSegment;
import dev.muybridge.proto.Fraction;
import dev.muybridge.proto.FrameRow;
import dev.muybridge.proto.LastSeenMessage;
import dev.muybridge.proto.SegmentRows;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The asking side of an annotation, and the rows that are staged of it. */
public final class AnnotationCodec {
    private AnnotationCodec() {}

    /**
     * What is to be annotated.
     *
     * @param packets the segment's own frames
     * @param poses one for each own frame, in order
     * @param before where people were in the frame before, empty where there is none or nobody was found
     * @param style how it is drawn and encoded
     */
    public record Order(
            VideoInfo video,
            SegmentPlan plan,
            PacketRun packets,
            List<PoseFrame> poses,
            List<LastSeen> before,
            Style style) {}

    /**
     * How a segment is measured, drawn and encoded.
     *
     * @param preset x264's preset
     * @param crf x264's constant rate factor
     * @param numbered whether people's numbers are drawn
     * @param slowMotion how many times slower than life the video plays
     */
    public record Style(String preset, int crf, boolean numbered, double slowMotion) implements Serializable {}

    /**
     * A finished segment.
     *
     * @param rows to be staged
     * @param mp4 the encoded segment
     * @param workMillis what the worker spent on it
     */
    public record Annotated(byte[] rows, byte[] mp4, long workMillis) {}

    /**
     * Staged rows.
     *
     * @param frames metrics of each own frame
     * @param mp4Bytes length of the encoded segment beside it
     * @param mp4Crc32c its checksum
     * @param encodedPts timestamps of its frames, in ticks of the video's time base
     */
    public record Rows(List<FrameMetrics> frames, long mp4Bytes, long mp4Crc32c, long[] encodedPts) {}

    /** The request for {@code order}. */
    public static byte[] request(Order order) {
        AnnotateRequest.Builder request = AnnotateRequest.newBuilder()
                .setVersion(Version.CURRENT)
                .setPackets(PacketCodec.toMessage(order.packets()))
                .setRotation(order.video().rotation())
                .setStartPts(order.plan().startPts())
                .setEndPts(order.plan().endPts())
                .setFirstFrame(order.plan().firstFrame())
                .setWidth(order.video().width())
                .setHeight(order.video().height())
                .setFrameRate(Fraction.newBuilder()
                        .setNum(order.video().frameRate().num())
                        .setDen(order.video().frameRate().den()))
                .setPreset(order.style().preset())
                .setCrf(order.style().crf())
                .setNumbered(order.style().numbered())
                .setSlowMotion(order.style().slowMotion());
        order.poses().forEach(frame -> request.addPoses(PoseCodec.toMessage(frame)));
        order.before()
                .forEach(seen -> request.addBefore(LastSeenMessage.newBuilder()
                        .setId(seen.id())
                        .setPts(seen.pts())
                        .setX(seen.centre().x())
                        .setY(seen.centre().y())));
        return request.build().toByteArray();
    }

    /**
     * The finished segment of a response.
     *
     * @throws VideoException when the response is a failure of the video
     */
    public static Annotated annotated(byte[] response) throws CodecException, VideoException {
        AnnotateResponse message = Messages.annotateResponse(response);
        if (message.hasFailure()) {
            throw Messages.exception(message.getFailure());
        }
        AnnotatedSegment segment = message.getSegment();
        return new Annotated(segment.getRows().toByteArray(), segment.getMp4().toByteArray(), message.getWorkMillis());
    }

    /** The rows of staged bytes. */
    public static Rows rows(byte[] bytes) throws CodecException {
        SegmentRows message = Messages.segmentRows(bytes);
        List<FrameMetrics> frames = new ArrayList<>(message.getFramesCount());
        for (FrameRow row : message.getFramesList()) {
            frames.add(MetricsCodec.fromMessage(row));
        }
        long[] encodedPts =
                message.getEncodedPtsList().stream().mapToLong(Long::longValue).toArray();
        return new Rows(frames, message.getMp4Bytes(), message.getMp4Crc32C(), encodedPts);
    }
}
