package dev.muybridge.stage;

import dev.muybridge.media.EncodedSegment;
import dev.muybridge.media.EncoderSettings;
import dev.muybridge.media.FrameCodec;
import dev.muybridge.media.FrameWriter;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.render.FrameAnnotator;

/** The pictures of one segment, drawn on and encoded one after another. One thread at a time; close once. */
final class SegmentDrawing implements AutoCloseable {
    private final TimeBase timeBase;
    private final FrameAnnotator annotator;
    private final FrameWriter writer;

    /** @param numbered whether people's numbers are drawn */
    SegmentDrawing(FrameCodec codec, EncoderSettings settings, boolean numbered) {
        timeBase = settings.timeBase();
        annotator =
                new FrameAnnotator(new PictureSize(settings.width(), settings.height()), settings.colour(), numbered);
        writer = codec.writer(settings);
    }

    /** Draws {@code row} on {@code picture}, which is shown until {@code untilPts}, in ticks. */
    void add(VideoFrame picture, FrameMetrics row, long untilPts) {
        annotator.annotate(picture, row, timeBase.toMicros(row.pts()));
        writer.write(picture, untilPts - row.pts());
    }

    EncodedSegment finish() {
        return writer.finish();
    }

    @Override
    public void close() {
        writer.close();
    }
}
