package dev.muybridge.job.model;

/**
 * A segment that knows who its tracks are, and its neighbour's.
 *
 * @param poses its staged poses
 * @param people by track number, the number of the person in the video; -1 for tracks that are not told of
 * @param peopleBefore the same of the segment before, empty for the first
 */
public record LinkedSegment(PosesRef poses, int[] people, int[] peopleBefore) {}
