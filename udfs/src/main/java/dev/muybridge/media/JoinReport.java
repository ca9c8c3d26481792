package dev.muybridge.media;

/**
 * What was joined, read back from the finished file.
 *
 * @param framePts presentation timestamps of the finished file's frames in order, in ticks of the input's time base
 * @param note sentences about sound or subtitles that were converted or left out; empty if all were copied or there are none
 */
public record JoinReport(long[] framePts, String note) {}
