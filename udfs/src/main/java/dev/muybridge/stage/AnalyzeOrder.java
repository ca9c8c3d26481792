package dev.muybridge.stage;

import dev.muybridge.media.PacketRun;
import dev.muybridge.media.Rational;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.motion.PictureSize;
import org.jspecify.annotations.Nullable;

/**
 * A segment to be analysed.
 *
 * @param packets what its analysis decodes
 * @param rotation degrees clockwise to turn the stored picture by: 0, 90, 180 or 270
 * @param fromPts timestamp of the first frame that the tracker sees; what comes before is decoded and dropped
 * @param startPts timestamp of the segment's own first frame; what the tracker says of the frames before is dropped
 * @param endPts every frame before this timestamp is analysed
 * @param repair how a tracker begins that is to go on from another one; null for one that knows nobody
 * @param draft what to draw in the same pass; null for nothing
 */
public record AnalyzeOrder(
        PacketRun packets,
        int rotation,
        long fromPts,
        long startPts,
        long endPts,
        @Nullable Repair repair,
        @Nullable Draft draft) {
    /**
     * What the analysis of a segment is to go on from.
     *
     * @param state of the tracker after the frame before the segment
     * @param digests what an earlier analysis remembered after each of the segment's frames; where both meet, this one ends
     */
    public record Repair(byte[] state, long[] digests) {}

    /**
     * What the segment's pictures are to be like if its larger people turn out to be those with the smaller numbers.
     *
     * @param firstFrame place of the segment's own first frame in presentation order in the whole video, 0-based
     * @param frames of the whole video
     * @param size of the upright picture
     * @param frameRate a hint for the encoder's rate control
     * @param style how they are drawn and encoded
     * @param slowMotion how many times slower than life the video plays
     * @param people how many are drawn at most
     */
    public record Draft(
            long firstFrame,
            long frames,
            PictureSize size,
            Rational frameRate,
            Style style,
            double slowMotion,
            int people) {}

    /**
     * The analysis of {@code plan} by a tracker that knows nobody, with frames before it to get to know them.
     *
     * @param draft what to draw in the same pass; null for nothing
     */
    public static AnalyzeOrder of(SegmentPlan plan, PacketRun packets, int rotation, @Nullable Draft draft) {
        return new AnalyzeOrder(packets, rotation, plan.seenFromPts(), plan.startPts(), plan.endPts(), null, draft);
    }

    /** The analysis of {@code plan} by a tracker that goes on from the segment before. */
    public static AnalyzeOrder repairing(SegmentPlan plan, PacketRun packets, int rotation, Repair repair) {
        return new AnalyzeOrder(packets, rotation, plan.startPts(), plan.startPts(), plan.endPts(), repair, null);
    }
}
