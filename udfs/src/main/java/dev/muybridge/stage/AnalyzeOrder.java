package dev.muybridge.stage;

import dev.muybridge.media.PacketRun;
import dev.muybridge.media.SegmentPlan;

/**
 * A segment to be analysed.
 *
 * @param packets what its analysis decodes
 * @param rotation degrees clockwise to turn the stored picture by: 0, 90, 180 or 270
 * @param fromPts timestamp of the first frame to be analysed; what comes before is decoded and dropped
 * @param toPts every frame before this timestamp is analysed
 */
public record AnalyzeOrder(PacketRun packets, int rotation, long fromPts, long toPts) {
    /** All frames that the analysis of {@code plan} sees. */
    public static AnalyzeOrder of(SegmentPlan plan, PacketRun packets, int rotation) {
        return new AnalyzeOrder(packets, rotation, plan.seenFromPts(), plan.seenToPts());
    }
}
