package dev.muybridge.media;

/**
 * One segment of a video. Its own frames are those with {@code startPts <= pts < endPts}. The analysis also sees some
 * frames before, so that its tracker knows everybody when the segment begins, and may see some frames after.
 *
 * @param index position among the video's segments, 0-based
 * @param firstFrame position of its first own frame in presentation order in the whole video, 0-based
 * @param frames how many own frames, 1 or more
 * @param startPts timestamp of its first own frame, in ticks
 * @param endPts timestamp of the next segment's first frame, or the end of the last frame of the video, in ticks
 * @param seenFromPts timestamp of the first frame analysed
 * @param analysis the packets that the analysis decodes
 * @param picture the packets needed to decode its own frames
 * @param digest hash of its own frames' timestamps, see {@link FrameLedger}
 */
public record SegmentPlan(
        int index,
        long firstFrame,
        int frames,
        long startPts,
        long endPts,
        long seenFromPts,
        PacketRange analysis,
        PacketRange picture,
        long digest) {}
