package dev.muybridge.job.model;

/**
 * A segment whose rows and pictures are staged.
 *
 * @param poses what it was made from
 * @param framesWithPose how many of its frames show somebody who is told of
 * @param framesUnreadable how many of its frames could not be decoded
 * @param encoded its frames as they came out of the encoder
 * @param workMillis what workers spent on it altogether
 */
public record StagedSegment(
        PosesRef poses, int framesWithPose, int framesUnreadable, FrameCount encoded, long workMillis) {}
