package dev.muybridge.job.model;

/**
 * A video all of whose segments are staged and whose frames add up.
 *
 * @param video which video
 * @param startPts first timestamp of each segment, in order
 * @param framesWithPose how many frames show somebody
 * @param framesUnreadable how many frames could not be decoded, not all
 * @param segmentsReused how many segments an earlier run had analysed
 * @param workMillis what workers spent on it in this run
 */
public record CompleteVideo(
        PlannedVideo video,
        long[] startPts,
        long framesWithPose,
        long framesUnreadable,
        int segmentsReused,
        long workMillis) {}
