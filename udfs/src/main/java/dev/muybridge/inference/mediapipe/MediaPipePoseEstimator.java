package dev.muybridge.inference.mediapipe;

import dev.muybridge.inference.InferenceException;
import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.media.RgbImage;
import dev.muybridge.pose.Pose;
import java.util.List;

/** A MediaPipe landmarker in video mode. */
final class MediaPipePoseEstimator implements PoseEstimator {
    /** MediaPipe counts microseconds in 64 bits and reserves both ends of the range. */
    private static final long LAST_MILLIS = Long.MAX_VALUE / 2000;

    private final Landmarker landmarker;
    private long previousMillis = Long.MIN_VALUE;

    MediaPipePoseEstimator(Landmarker landmarker) {
        this.landmarker = landmarker;
    }

    @Override
    public List<Pose> estimate(RgbImage image, long timestampMillis) {
        landmarker.requireOpen();
        if (timestampMillis > LAST_MILLIS || timestampMillis < -LAST_MILLIS) {
            throw new InferenceException(
                    "a timestamp is within " + LAST_MILLIS + " ms of 0, was " + timestampMillis + " ms");
        }
        if (timestampMillis <= previousMillis) {
            throw new InferenceException(
                    "timestamps must increase: " + timestampMillis + " ms came after " + previousMillis + " ms");
        }
        try {
            List<Pose> people = landmarker.detect(image, timestampMillis);
            previousMillis = timestampMillis;
            return people;
        } catch (InferenceException e) {
            throw new InferenceException(
                    "MediaPipe refused the frame of " + timestampMillis + " ms (" + image.width() + "x" + image.height()
                            + "): " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        landmarker.close();
    }
}
