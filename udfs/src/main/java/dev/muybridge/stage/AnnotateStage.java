package dev.muybridge.stage;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.muybridge.codec.CodecException;
import dev.muybridge.codec.Messages;
import dev.muybridge.codec.MetricsCodec;
import dev.muybridge.codec.PacketCodec;
import dev.muybridge.codec.PoseCodec;
import dev.muybridge.codec.Version;
import dev.muybridge.media.Colour;
import dev.muybridge.media.EncodedSegment;
import dev.muybridge.media.EncoderSettings;
import dev.muybridge.media.FrameCodec;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.FrameWriter;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.Rational;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.motion.Centre;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.LastSeen;
import dev.muybridge.motion.MetricsTracker;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import dev.muybridge.proto.AnnotateRequest;
import dev.muybridge.proto.AnnotateResponse;
import dev.muybridge.proto.AnnotatedSegment;
import dev.muybridge.proto.FramePoses;
import dev.muybridge.proto.SegmentRows;
import dev.muybridge.render.FrameAnnotator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Measures and draws one segment: compressed packets and poses in, rows and an encoded segment out. Used by one thread at a
 * time.
 */
public final class AnnotateStage {
    private final FrameCodec codec;

    public AnnotateStage(FrameCodec codec) {
        this.codec = codec;
    }

    /**
     * Answers an {@code AnnotateRequest} with an {@code AnnotateResponse}.
     *
     * @throws CodecException when the bytes are no such request
     */
    public byte[] annotate(byte[] request) throws CodecException {
        AnnotateRequest message = Messages.annotateRequest(request);
        long begun = System.nanoTime();
        AnnotateResponse.Builder response = AnnotateResponse.newBuilder().setVersion(Version.CURRENT);
        try {
            response.setSegment(segment(message));
        } catch (VideoException e) {
            response.setFailure(Messages.failure(e.failure()));
        }
        response.setWorkMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        return response.build().toByteArray();
    }

    private AnnotatedSegment segment(AnnotateRequest request) throws VideoException, CodecException {
        PacketRun packets = PacketCodec.fromMessage(request.getPackets());
        TimeBase timeBase = packets.parameters().timeBase();
        List<FrameMetrics> metrics = metrics(request, timeBase);
        EncodedSegment encoded = encode(request, packets, metrics);
        ByteString mp4 = UnsafeByteOperations.unsafeWrap(encoded.mp4());
        SegmentRows.Builder rows = SegmentRows.newBuilder()
                .setVersion(Version.CURRENT)
                .setMp4Bytes(mp4.size())
                .setMp4Crc32C(crc32c(encoded.mp4()));
        metrics.forEach(frame -> rows.addFrames(MetricsCodec.toMessage(frame)));
        for (long pts : encoded.framePts()) {
            rows.addEncodedPts(pts);
        }
        return AnnotatedSegment.newBuilder().setRows(rows).setMp4(mp4).build();
    }

    private static List<FrameMetrics> metrics(AnnotateRequest request, TimeBase timeBase) throws CodecException {
        PictureSize size = new PictureSize(request.getWidth(), request.getHeight());
        MetricsTracker tracker = new MetricsTracker(size, timeBase, request.getSlowMotion(), before(request));
        List<FrameMetrics> metrics = new ArrayList<>(request.getPosesCount());
        long frame = request.getFirstFrame();
        for (FramePoses message : request.getPosesList()) {
            PoseFrame poses = PoseCodec.fromMessage(message);
            metrics.add(tracker.next(frame, poses));
            frame++;
        }
        return metrics;
    }

    private static List<LastSeen> before(AnnotateRequest request) {
        return request.getBeforeList().stream()
                .map(seen -> new LastSeen(seen.getId(), seen.getPts(), new Centre(seen.getX(), seen.getY())))
                .toList();
    }

    /** Where this decoding lacks a frame too, its metrics are replaced by those of an unreadable one. */
    private EncodedSegment encode(AnnotateRequest request, PacketRun packets, List<FrameMetrics> metrics)
            throws VideoException {
        TimeBase timeBase = packets.parameters().timeBase();
        PictureSize size = new PictureSize(request.getWidth(), request.getHeight());
        try (FrameReader reader = codec.reader(packets, request.getRotation())) {
            VideoFrame frame = firstOwnFrame(reader, request);
            Colour colour = frame == null ? packets.parameters().colour() : frame.colour();
            FrameAnnotator annotator = new FrameAnnotator(size, colour, request.getNumbered());
            StillPicture still = new StillPicture(size, colour);
            try (FrameWriter writer = codec.writer(settings(request, packets, colour))) {
                for (int i = 0; i < metrics.size(); i++) {
                    long pts = metrics.get(i).pts();
                    VideoFrame picture;
                    if (frame != null && isAt(pts, frame, timeBase)) {
                        picture = frame;
                        if (i + 1 < metrics.size() && !metrics.get(i + 1).readable()) {
                            still.keep(frame);
                        }
                    } else {
                        metrics.set(i, metrics.get(i).unreadable());
                        picture = still.at(pts);
                    }
                    annotator.annotate(picture, metrics.get(i), timeBase.toMicros(pts));
                    long until = i + 1 < metrics.size() ? metrics.get(i + 1).pts() : request.getEndPts();
                    writer.write(picture, until - pts);
                    frame = picture == frame ? reader.next() : frame;
                }
                return writer.finish();
            }
        }
    }

    /** Whether {@code frame} is the one at {@code pts}, and not a later one. */
    private static boolean isAt(long pts, VideoFrame frame, TimeBase timeBase) throws VideoException {
        if (frame.pts() < pts) {
            throw new VideoException(
                    FailureKind.DECODE_ERROR,
                    "A frame at " + timeBase.toSeconds(frame.pts())
                            + " s came that was not there when the video was analysed.");
        }
        return frame.pts() == pts;
    }

    private static @Nullable VideoFrame firstOwnFrame(FrameReader reader, AnnotateRequest request)
            throws VideoException {
        VideoFrame frame = reader.next();
        while (frame != null && frame.pts() < request.getStartPts()) {
            frame = reader.next();
        }
        return frame;
    }

    private static EncoderSettings settings(AnnotateRequest request, PacketRun packets, Colour colour) {
        return new EncoderSettings(
                request.getWidth(),
                request.getHeight(),
                packets.parameters().timeBase(),
                new Rational(
                        request.getFrameRate().getNum(), request.getFrameRate().getDen()),
                colour,
                request.getPreset(),
                request.getCrf());
    }

    private static long crc32c(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }
}
