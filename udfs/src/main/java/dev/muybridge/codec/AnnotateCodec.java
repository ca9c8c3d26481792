package dev.muybridge.codec;

import com.google.protobuf.UnsafeByteOperations;
import dev.muybridge.media.Rational;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.VideoException;
import dev.muybridge.proto.AnnotateRequest;
import dev.muybridge.proto.AnnotateResponse;
import dev.muybridge.proto.AnnotatedSegment;
import dev.muybridge.proto.Fraction;
import dev.muybridge.proto.SegmentPictures;
import dev.muybridge.proto.StyleMessage;
import dev.muybridge.stage.AnnotateOrder;
import dev.muybridge.stage.Pictures;
import dev.muybridge.stage.Style;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** The requests and responses of {@code annotate}, and what is staged beside a segment's pictures. */
public final class AnnotateCodec {
    private static final Messages<AnnotateRequest> REQUEST =
            new Messages<>("an order to annotate", 5, AnnotateRequest::parseFrom, AnnotateRequest::getVersion);
    private static final Messages<AnnotateResponse> RESPONSE =
            new Messages<>("an annotation", 4, AnnotateResponse::parseFrom, AnnotateResponse::getVersion);
    private static final Messages<SegmentPictures> STAGED = new Messages<>(
            "what is staged beside pictures", 1, SegmentPictures::parseFrom, SegmentPictures::getVersion);

    private AnnotateCodec() {}

    /** The request for {@code order}. */
    public static byte[] request(AnnotateOrder order) {
        AnnotateOrder.Canvas canvas = order.canvas();
        return AnnotateRequest.newBuilder()
                .setVersion(REQUEST.version())
                .setPackets(PacketCodec.toMessage(order.packets()))
                .setRotation(canvas.rotation())
                .setStartPts(canvas.startPts())
                .setEndPts(canvas.endPts())
                .setRows(RowsCodec.toMessage(order.rows()))
                .setWidth(canvas.size().width())
                .setHeight(canvas.size().height())
                .setFrameRate(Fraction.newBuilder()
                        .setNum(canvas.frameRate().num())
                        .setDen(canvas.frameRate().den()))
                .setStyle(toMessage(order.style()))
                .build()
                .toByteArray();
    }

    /** The order of a request. */
    public static AnnotateOrder order(byte[] request) throws CodecException {
        AnnotateRequest message = REQUEST.read(request);
        return new AnnotateOrder(
                PacketCodec.fromMessage(message.getPackets()),
                RowsCodec.fromMessage(message.getRows()),
                new AnnotateOrder.Canvas(
                        message.getStartPts(),
                        message.getEndPts(),
                        message.getRotation(),
                        new PictureSize(message.getWidth(), message.getHeight()),
                        new Rational(
                                message.getFrameRate().getNum(),
                                message.getFrameRate().getDen())),
                fromMessage(message.getStyle()));
    }

    static StyleMessage toMessage(Style style) {
        return StyleMessage.newBuilder()
                .setPreset(style.preset())
                .setCrf(style.crf())
                .setNumbered(style.numbered())
                .build();
    }

    static Style fromMessage(StyleMessage message) {
        return new Style(message.getPreset(), message.getCrf(), message.getNumbered());
    }

    /** The response that gives {@code pictures}. */
    public static byte[] response(Pictures pictures) {
        return AnnotateResponse.newBuilder()
                .setVersion(RESPONSE.version())
                .setSegment(toMessage(pictures))
                .setWorkMillis(pictures.workMillis())
                .build()
                .toByteArray();
    }

    static AnnotatedSegment toMessage(Pictures pictures) {
        return AnnotatedSegment.newBuilder()
                .setMp4(UnsafeByteOperations.unsafeWrap(pictures.mp4()))
                .addAllEncodedPts(boxed(pictures.framePts()))
                .addAllUnreadablePts(boxed(pictures.unreadablePts()))
                .setDrawn(pictures.drawn())
                .build();
    }

    static Pictures fromMessage(AnnotatedSegment segment, long workMillis) {
        return new Pictures(
                segment.getMp4().toByteArray(),
                unboxed(segment.getEncodedPtsList()),
                unboxed(segment.getUnreadablePtsList()),
                segment.getDrawn(),
                workMillis);
    }

    /** The response that says why there are none. */
    public static byte[] response(Failure failure) {
        return AnnotateResponse.newBuilder()
                .setVersion(RESPONSE.version())
                .setFailure(Messages.failure(failure))
                .build()
                .toByteArray();
    }

    /**
     * The pictures of a response.
     *
     * @throws VideoException when the response is a failure of the video
     */
    public static Pictures pictures(byte[] response) throws CodecException, VideoException {
        AnnotateResponse message = RESPONSE.read(response);
        if (message.hasFailure()) {
            throw Messages.exception(message.getFailure());
        }
        return fromMessage(message.getSegment(), message.getWorkMillis());
    }

    /** The bytes that are staged beside the encoded segment. */
    public static byte[] staged(Pictures pictures) {
        return SegmentPictures.newBuilder()
                .setVersion(STAGED.version())
                .setMp4Bytes(pictures.mp4().length)
                .setMp4Crc32C(crc32c(pictures.mp4()))
                .addAllEncodedPts(boxed(pictures.framePts()))
                .addAllUnreadablePts(boxed(pictures.unreadablePts()))
                .setDrawn(pictures.drawn())
                .build()
                .toByteArray();
    }

    /**
     * The pictures that were staged.
     *
     * @param bytes staged beside the encoded segment
     * @param mp4 the encoded segment
     * @throws CodecException also when the two do not belong together
     */
    public static Pictures stagedPictures(byte[] bytes, byte[] mp4) throws CodecException {
        SegmentPictures message = STAGED.read(bytes);
        if (message.getMp4Bytes() != mp4.length || message.getMp4Crc32C() != crc32c(mp4)) {
            throw new CodecException("a staged segment of " + mp4.length + " bytes is not the one of "
                    + message.getMp4Bytes() + " bytes that was staged");
        }
        return new Pictures(
                mp4,
                unboxed(message.getEncodedPtsList()),
                unboxed(message.getUnreadablePtsList()),
                message.getDrawn(),
                0);
    }

    /** The frames that could not be decoded when a staged segment was drawn. */
    public static long[] stagedUnreadable(byte[] bytes) throws CodecException {
        return unboxed(STAGED.read(bytes).getUnreadablePtsList());
    }

    private static List<Long> boxed(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static long[] unboxed(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    private static long crc32c(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }
}
