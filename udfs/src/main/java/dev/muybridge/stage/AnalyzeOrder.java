package dev.muybridge.stage;

import dev.muybridge.media.PacketRun;
import dev.muybridge.media.SegmentPlan;
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
 */
public record AnalyzeOrder(
        PacketRun packets,
        int rotation,
        long fromPts,
        long startPts,
        long endPts,
        @Nullable Repair repair) {
    /**
     * What the analysis of a segment is to go on from.
     *
     * @param state of the tracker after the frame before the segment
     * @param digests what an earlier analysis remembered after each of the segment's frames; where both meet, this one ends
     */
    public record Repair(byte[] state, long[] digests) {}

    /** The analysis of {@code plan} by a tracker that knows nobody, with frames before it to get to know them. */
    public static AnalyzeOrder of(SegmentPlan plan, PacketRun packets, int rotation) {
        return new AnalyzeOrder(packets, rotation, plan.seenFromPts(), plan.startPts(), plan.endPts(), null);
    }

    /** The analysis of {@code plan} by a tracker that goes on from the segment before. */
    public static AnalyzeOrder of(SegmentPlan plan, PacketRun packets, int rotation, Repair repair) {
        return new AnalyzeOrder(packets, rotation, plan.startPts(), plan.startPts(), plan.endPts(), repair);
    }
}
