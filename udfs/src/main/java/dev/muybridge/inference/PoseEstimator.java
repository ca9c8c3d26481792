package dev.muybridge.inference;

import dev.muybridge.media.RgbImage;
import dev.muybridge.pose.Pose;
import java.util.List;

/**
 * Finds people in the frames of one run of video, in order; it remembers earlier frames. One thread at a time. Closing a handle
 * again has no effect; using it after that throws {@link IllegalStateException}.
 */
public interface PoseEstimator extends AutoCloseable {
    /**
     * The people in this frame; empty if nobody was found.
     *
     * @param image read during the call only
     * @param timestampMillis the frame's presentation time; larger than in the previous call
     * @throws InferenceException with the library's own message when it fails
     */
    List<Pose> estimate(RgbImage image, long timestampMillis);

    @Override
    void close();
}
