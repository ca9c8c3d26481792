package dev.muybridge.job.model;

import dev.muybridge.motion.Track;

/**
 * A segment whose poses are staged.
 *
 * @param segment which segment
 * @param analysed its own frames as the analysis found them
 * @param tracks the people in it, not yet linked to those of its neighbours
 * @param workMillis what a worker spent on it, 0 where it was staged before
 */
public record PosesRef(SegmentRef segment, FrameCount analysed, Track[] tracks, long workMillis) {}
