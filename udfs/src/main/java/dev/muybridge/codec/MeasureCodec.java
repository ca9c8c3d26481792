package dev.muybridge.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.muybridge.motion.FloatColumns;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Places;
import dev.muybridge.motion.PoseTrack;
import dev.muybridge.motion.Scene;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.proto.ColumnValues;
import dev.muybridge.proto.Fraction;
import dev.muybridge.proto.MeasureRequest;
import dev.muybridge.proto.MeasureResponse;
import dev.muybridge.proto.PoseTrackMessage;
import dev.muybridge.stage.MeasureOrder;
import dev.muybridge.stage.Measurements;
import java.util.ArrayList;
import java.util.List;

/** The requests and responses of {@code measure}. */
public final class MeasureCodec {
    private static final Messages<MeasureRequest> REQUEST =
            new Messages<>("an order to measure", 2, MeasureRequest::parseFrom, MeasureRequest::getVersion);
    private static final Messages<MeasureResponse> RESPONSE =
            new Messages<>("measurements", 1, MeasureResponse::parseFrom, MeasureResponse::getVersion);

    private MeasureCodec() {}

    /** The request for {@code order}; it shares the track's numbers until it is written. */
    public static byte[] request(MeasureOrder order) {
        PoseTrack track = order.track();
        PoseTrackMessage.Builder message = PoseTrackMessage.newBuilder()
                .setFirstFrame(track.firstFrame())
                .setSeen(UnsafeByteOperations.unsafeWrap(track.flags()))
                .setPlaces(UnsafeByteOperations.unsafeWrap(track.places().bytes()))
                .setLikelihoods(
                        UnsafeByteOperations.unsafeWrap(track.likelihoods().bytes()));
        for (int i = 0; i < track.frames(); i++) {
            message.addPts(track.pts(i));
        }
        Scene scene = order.scene();
        return MeasureRequest.newBuilder()
                .setVersion(REQUEST.version())
                .setTrack(message)
                .setWidth(scene.size().width())
                .setHeight(scene.size().height())
                .setTimeBase(Fraction.newBuilder()
                        .setNum(scene.timeBase().num())
                        .setDen(scene.timeBase().den()))
                .setSlowMotion(scene.slowMotion())
                .build()
                .toByteArray();
    }

    /** The order of a request; its numbers are views of {@code request}. */
    public static MeasureOrder order(byte[] request) throws CodecException {
        MeasureRequest message = REQUEST.read(request);
        PoseTrackMessage track = message.getTrack();
        try {
            return new MeasureOrder(
                    new PoseTrack(
                            track.getFirstFrame(),
                            track.getPtsList().stream()
                                    .mapToLong(Long::longValue)
                                    .toArray(),
                            track.getSeen().toByteArray(),
                            new PoseTrack.Numbers(
                                    columns(Places.COUNT, track.getPlaces()),
                                    columns(PoseTrack.LIKELIHOODS, track.getLikelihoods()))),
                    new Scene(
                            new PictureSize(message.getWidth(), message.getHeight()),
                            new TimeBase(
                                    message.getTimeBase().getNum(),
                                    message.getTimeBase().getDen()),
                            message.getSlowMotion()));
        } catch (IllegalArgumentException e) {
            throw new CodecException("an order to measure is damaged: " + e.getMessage(), e);
        }
    }

    /** The response that gives {@code measurements}. */
    public static byte[] response(Measurements measurements) {
        MeasureResponse.Builder message =
                MeasureResponse.newBuilder().setVersion(RESPONSE.version()).setWorkMillis(measurements.workMillis());
        for (int i = 0; i < measurements.columns().size(); i++) {
            ColumnValues.Builder column =
                    ColumnValues.newBuilder().setName(measurements.columns().get(i));
            for (double value : measurements.values().get(i)) {
                column.addValues(value);
            }
            message.addColumns(column);
        }
        return message.build().toByteArray();
    }

    /** The measurements of a response. */
    public static Measurements measurements(byte[] response) throws CodecException {
        MeasureResponse message = RESPONSE.read(response);
        List<String> columns = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        for (ColumnValues column : message.getColumnsList()) {
            columns.add(column.getName());
            double[] numbers = new double[column.getValuesCount()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = column.getValues(i);
            }
            values.add(numbers);
        }
        return new Measurements(columns, values, message.getWorkMillis());
    }

    private static FloatColumns columns(int count, ByteString bytes) {
        return new FloatColumns(count, bytes.asReadOnlyByteBuffer());
    }
}
