package dev.muybridge.inference.mediapipe;

import dev.muybridge.inference.PoseDetector;
import dev.muybridge.media.RgbImage;
import dev.muybridge.pose.Pose;
import java.util.List;

/** A MediaPipe landmarker for single pictures. */
final class MediaPipePoseDetector implements PoseDetector {
    private final Landmarker landmarker;

    MediaPipePoseDetector(Landmarker landmarker) {
        this.landmarker = landmarker;
    }

    @Override
    public List<Pose> detect(RgbImage image) {
        return landmarker.detect(image, 0);
    }

    @Override
    public void close() {
        landmarker.close();
    }
}
