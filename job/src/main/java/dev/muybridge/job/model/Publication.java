package dev.muybridge.job.model;

/**
 * Everything that is ready to be published for one video.
 *
 * @param video which video
 * @param state what its row says
 * @param frames how many frames, 0 for a failed video
 * @param message one line for the user: why it failed, or what to know about it; may be empty
 * @param posesStay whether a later run needs what is staged of its poses: all it lacks is another choice of the main subject
 * @param owner number of the run that has made it ready, see {@code Ownership}
 * @param files in the order in which they are renamed; the last is the video's row
 */
public record Publication(
        VideoRef video,
        String state,
        long frames,
        String message,
        boolean posesStay,
        long owner,
        PendingFile[] files) {}
