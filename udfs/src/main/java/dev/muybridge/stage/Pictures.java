package dev.muybridge.stage;

/**
 * A segment that was annotated.
 *
 * @param mp4 the encoded segment; belongs to the caller
 * @param framePts timestamps that came out of the encoder, in ticks of the video's time base
 * @param unreadablePts of those, the frames that could not be decoded now; their pictures say so
 * @param drawn which rows were drawn, see {@link DrawnRows}
 * @param workMillis what the worker spent on it, the only part that differs when the same order is given twice
 */
public record Pictures(byte[] mp4, long[] framePts, long[] unreadablePts, String drawn, long workMillis) {}
