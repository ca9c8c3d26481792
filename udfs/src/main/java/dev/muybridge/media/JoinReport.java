package dev.muybridge.media;

/**
 * What was joined, read back from the finished file.
 *
 * @param framePts presentation timestamps of the finished file's frames in order, in ticks of the input's time base
 * @param soundNote a sentence where sound was converted or left out; empty where it was copied or there is none
 */
public record JoinReport(long[] framePts, String soundNote) {}
