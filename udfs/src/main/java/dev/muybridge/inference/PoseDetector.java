package dev.muybridge.inference;

import dev.muybridge.media.RgbImage;
import dev.muybridge.pose.Pose;
import java.util.List;

/**
 * Finds people in single pictures and remembers none. One thread at a time. A handle closes once more without effect, and fails with
 * {@link IllegalStateException} when used after it.
 */
public interface PoseDetector extends AutoCloseable {
    /**
     * The people in this picture, at most as many as the detector was made for; empty where nobody was found.
     *
     * @param image read during the call only
     * @throws InferenceException with the library's own message when it refuses
     */
    List<Pose> detect(RgbImage image);

    @Override
    void close();
}
