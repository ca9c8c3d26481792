package dev.muybridge.job.model;

/**
 * A video all of whose segments are staged and whose frames add up.
 *
 * @param video which video
 * @param startPts first timestamp of each segment, in order
 * @param framesWithPose how many frames show somebody
 * @param workMillis what workers spent on it
 */
public record CompleteVideo(PlannedVideo video, long[] startPts, long framesWithPose, long workMillis) {}
