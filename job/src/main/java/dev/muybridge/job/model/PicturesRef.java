package dev.muybridge.job.model;

/**
 * A segment whose pictures are staged.
 *
 * @param rows what they were made from
 * @param framesWithPose how many of its frames show somebody who is reported
 * @param framesUnreadable how many of its frames could not be decoded
 * @param encoded its frames as they came out of the encoder
 * @param workMillis what workers spent on it in total
 */
public record PicturesRef(
        RowsRef rows, int framesWithPose, int framesUnreadable, FrameCount encoded, long workMillis) {}
