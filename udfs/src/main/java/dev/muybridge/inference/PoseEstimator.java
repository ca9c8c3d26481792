package dev.muybridge.inference;

import dev.muybridge.media.RgbImage;
import dev.muybridge.pose.Pose;
import java.util.List;

/**
 * Finds people in the frames of one run of video, in order; it remembers earlier frames. One thread at a time. A handle closes
 * once more without effect, and fails with {@link IllegalStateException} when used after it.
 */
public interface PoseEstimator extends AutoCloseable {
    /**
     * The people in this frame, empty where nobody was found.
     *
     * @param image read during the call only
     * @param timestampMillis the frame's presentation time; larger than that of the call before
     * @throws InferenceException with the library's own message when it refuses
     */
    List<Pose> estimate(RgbImage image, long timestampMillis);

    @Override
    void close();
}
