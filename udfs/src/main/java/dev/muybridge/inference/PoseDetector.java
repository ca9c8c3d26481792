package dev.muybridge.inference;

import dev.muybridge.media.RgbImage;
import dev.muybridge.pose.Pose;
import java.util.List;

/**
 * Finds people in single pictures and keeps no memory of them. One thread at a time. Closing a handle again has no effect; using
 * it after that throws {@link IllegalStateException}.
 */
public interface PoseDetector extends AutoCloseable {
    /**
     * The people in this picture, at most as many as the detector was made for; empty if nobody was found.
     *
     * @param image read during the call only
     * @throws InferenceException with the library's own message when it fails
     */
    List<Pose> detect(RgbImage image);

    @Override
    void close();
}
