package dev.muybridge.media;

/**
 * One segment of a video. Its own frames are those with {@code startPts <= pts < endPts}; the analysis also sees some frames on
 * either side, so that its tracker has settled when the segment begins and both sides of a border saw the same frames.
 *
 * @param index place among the video's segments, 0-based
 * @param firstFrame place of its first own frame in presentation order over the whole video, 0-based
 * @param frames how many own frames, 1 or more
 * @param startPts timestamp of its first own frame, in ticks
 * @param endPts timestamp of the next segment's first frame, or the end of the last frame of the video, in ticks
 * @param seenFromPts timestamp of the first frame analysed
 * @param seenToPts every frame before this timestamp is analysed
 * @param analysis the packets that the analysis decodes
 * @param picture the packets that decoding its own frames takes
 * @param digest of its own frames' timestamps, see {@link FrameLedger}
 */
public record SegmentPlan(
        int index,
        long firstFrame,
        int frames,
        long startPts,
        long endPts,
        long seenFromPts,
        long seenToPts,
        PacketRange analysis,
        PacketRange picture,
        long digest) {}
