package dev.muybridge.job.model;

/**
 * A video all of whose segments are staged and whose frames add up.
 *
 * @param video which video
 * @param startPts first timestamp of each segment, in order
 * @param endPts where each segment's last frame stops being shown, in order
 * @param poses where each segment's poses are staged, below OUTPUT, in order
 * @param counts what was found in it
 * @param workMillis what workers spent on it in this run
 */
public record CompleteVideo(
        PlannedVideo video, long[] startPts, long[] endPts, String[] poses, Counts counts, long workMillis) {
    /**
     * What was found in a video.
     *
     * @param framesWithPose how many frames show somebody who is reported
     * @param framesUnreadable how many frames could not be decoded, never all of them
     * @param people how many people there are in it
     * @param segmentsReused how many segments an earlier run had analysed
     */
    public record Counts(long framesWithPose, long framesUnreadable, int people, int segmentsReused) {}

    /** How many segments. */
    public int segments() {
        return startPts.length;
    }
}
