package dev.muybridge.media;

import java.util.List;

/**
 * The plan for a whole video.
 *
 * @param segments the segments in order; together they have all shown frames, each once
 * @param frames how many shown frames
 * @param digest hash of all shown frames' timestamps in presentation order, see {@link FrameLedger}
 */
public record VideoPlan(List<SegmentPlan> segments, long frames, long digest) {
    public VideoPlan {
        segments = List.copyOf(segments);
    }
}
