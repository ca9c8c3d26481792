package dev.muybridge.job.model;

/**
 * A segment together with which person each of its tracks belongs to.
 *
 * @param segment which segment
 * @param poses where its poses are staged, below OUTPUT
 * @param analysed its frames as the analysis found them
 * @param people by track number, the number of the person in the video; -1 for tracks that are left out
 * @param reused whether an earlier run had analysed it
 * @param workMillis what a worker spent on it in this run
 */
public record LinkedSegment(
        SegmentRef segment, String poses, FrameCount analysed, int[] people, boolean reused, long workMillis) {}
