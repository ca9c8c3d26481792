package dev.muybridge.job.model;

import dev.muybridge.motion.Track;

/**
 * A segment whose poses are staged.
 *
 * @param segment which segment
 * @param analysed its own frames as the analysis found them
 * @param tracks the people in it, not yet linked to those of its neighbours
 * @param reused whether an earlier run had staged them
 * @param workMillis what a worker spent on it in this run
 */
public record PosesRef(SegmentRef segment, FrameCount analysed, Track[] tracks, boolean reused, long workMillis) {}
