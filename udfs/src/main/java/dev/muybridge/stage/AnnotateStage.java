package dev.muybridge.stage;

import dev.muybridge.media.Colour;
import dev.muybridge.media.EncodedSegment;
import dev.muybridge.media.FrameCodec;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Draws on one segment: compressed packets and rows in, an encoded segment out. Computes no number. Thread-safe. */
public final class AnnotateStage {
    /** To be raised by any change that makes the same order give other pictures. */
    public static final int VERSION = 4;

    private final FrameCodec codec;

    public AnnotateStage(FrameCodec codec) {
        this.codec = codec;
    }

    /**
     * The ordered segment, drawn on and encoded. A frame that cannot be decoded shows the last picture before it and says so.
     *
     * @throws VideoException when the segment cannot be decoded at all, or decodes differently than when it was analysed
     */
    public Pictures annotate(AnnotateOrder order) throws VideoException {
        long begun = System.nanoTime();
        List<FrameMetrics> rows = order.rows();
        TimeBase timeBase = order.timeBase();
        LongStream.Builder unreadable = LongStream.builder();
        try (FrameReader reader = codec.reader(order.packets(), order.canvas().rotation())) {
            VideoFrame frame = firstOwnFrame(reader, order.canvas().startPts());
            Colour colour = frame == null ? order.packets().parameters().colour() : frame.colour();
            StillPicture still = new StillPicture(order.canvas().size(), colour);
            try (SegmentDrawing drawing = new SegmentDrawing(
                    codec, order.encoder(colour), order.style().numbered())) {
                for (int i = 0; i < rows.size(); i++) {
                    FrameMetrics row = rows.get(i);
                    long pts = row.pts();
                    boolean last = i + 1 == rows.size();
                    VideoFrame picture;
                    if (frame != null && isAt(pts, frame, timeBase)) {
                        picture = frame;
                        if (!last && !rows.get(i + 1).readable()) {
                            still.keep(frame);
                        }
                    } else {
                        row = row.unreadable(false);
                        unreadable.add(pts);
                        picture = still.at(pts);
                    }
                    drawing.add(
                            picture,
                            row,
                            last ? order.canvas().endPts() : rows.get(i + 1).pts());
                    frame = picture == frame ? reader.next() : frame;
                }
                EncodedSegment encoded = drawing.finish();
                return new Pictures(
                        encoded.mp4(),
                        encoded.framePts(),
                        unreadable.build().toArray(),
                        DrawnRows.hash(rows),
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
            }
        }
    }

    /** Whether {@code frame} is the one at {@code pts}, and not a later one. */
    private static boolean isAt(long pts, VideoFrame frame, TimeBase timeBase) throws VideoException {
        if (frame.pts() < pts) {
            throw new VideoException(
                    FailureKind.DECODE_ERROR,
                    "A frame at " + timeBase.toSeconds(frame.pts())
                            + " s appeared that was not there when the video was analysed.");
        }
        return frame.pts() == pts;
    }

    private static @Nullable VideoFrame firstOwnFrame(FrameReader reader, long startPts) throws VideoException {
        VideoFrame frame = reader.next();
        while (frame != null && frame.pts() < startPts) {
            frame = reader.next();
        }
        return frame;
    }
}
