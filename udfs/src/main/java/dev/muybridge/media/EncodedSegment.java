package dev.muybridge.media;

/**
 * One finished segment.
 *
 * @param mp4 a playable MP4 whose first frame is at 0
 * @param framePts the timestamps from the encoder, in ticks of the video's time base, not shifted
 */
public record EncodedSegment(byte[] mp4, long[] framePts) {}
