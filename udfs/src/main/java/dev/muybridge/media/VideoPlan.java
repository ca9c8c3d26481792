package dev.muybridge.media;

import java.util.List;

/**
 * A whole video's plan.
 *
 * @param segments in order, together all shown frames, each once
 * @param frames how many shown frames
 * @param digest of all shown frames' timestamps in presentation order, see {@link FrameLedger}
 */
public record VideoPlan(List<SegmentPlan> segments, long frames, long digest) {
    public VideoPlan {
        segments = List.copyOf(segments);
    }
}
