package dev.muybridge.stage;

import dev.muybridge.media.Colour;
import dev.muybridge.media.EncoderSettings;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.Rational;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.TimeBase;
import java.util.List;

/**
 * A segment to be drawn on and encoded.
 *
 * @param packets what is needed to decode its own frames
 * @param rows those of its own frames, in order
 * @param canvas what its pictures are like
 * @param style how they are drawn and encoded
 */
public record AnnotateOrder(PacketRun packets, List<FrameMetrics> rows, Canvas canvas, Style style) {
    public AnnotateOrder {
        rows = List.copyOf(rows);
    }

    /**
     * What a segment's pictures are like.
     *
     * @param startPts timestamp of its first own frame, in ticks
     * @param endPts where its last frame stops being shown, in ticks
     * @param rotation degrees clockwise to turn the stored picture by: 0, 90, 180 or 270
     * @param size of the upright picture
     * @param frameRate a hint for the encoder's rate control
     */
    public record Canvas(long startPts, long endPts, int rotation, PictureSize size, Rational frameRate) {
        /** The pictures of one segment. */
        public static Canvas of(SegmentPlan plan, VideoInfo video) {
            return new Canvas(
                    plan.startPts(),
                    plan.endPts(),
                    video.rotation(),
                    new PictureSize(video.width(), video.height()),
                    video.frameRate());
        }
    }

    TimeBase timeBase() {
        return packets.parameters().timeBase();
    }

    EncoderSettings encoder(Colour colour) {
        return style.encoder(canvas.size(), canvas.frameRate(), timeBase(), colour);
    }
}
