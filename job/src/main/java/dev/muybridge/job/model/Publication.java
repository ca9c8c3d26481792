package dev.muybridge.job.model;

/**
 * Everything that is ready to be published for one video.
 *
 * @param video which video
 * @param state what its row says
 * @param frames how many frames, 0 for a failed video
 * @param message one line for the user: why it failed, or what to know about it; may be empty
 * @param stays what of the video is not removed
 * @param owner number of the run that has made it ready, see {@code Ownership}
 * @param files in the order in which they are renamed; the last is the video's row
 */
public record Publication(
        VideoRef video, String state, long frames, String message, Stays stays, long owner, PendingFile[] files) {
    /**
     * What a failed video leaves.
     *
     * @param stagedPoses whether a later run needs what is staged of its poses: all it lacks is another choice of the main subject
     * @param results whether an earlier run has published results, which stay until there are others
     */
    public record Stays(boolean stagedPoses, boolean results) {
        /** Of a video that did not fail, or has failed from the start. */
        public static final Stays NOTHING = new Stays(false, false);
    }
}
