package dev.muybridge.inference.mediapipe;

import dev.muybridge.inference.InferenceException;
import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.media.RgbImage;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.WorldLandmark;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A MediaPipe landmarker in video mode. Its methods lock, so that a close that comes while another thread estimates waits instead
 * of pulling the native object away.
 */
final class MediaPipePoseEstimator implements PoseEstimator {
    private static final int FLOATS_PER_PERSON = Pose.SIZE * MediaPipeNative.NUMBERS;
    /** MediaPipe counts microseconds in 64 bits and keeps the ends of the range for itself. */
    private static final long LAST_MILLIS = Long.MAX_VALUE / 2000;

    private final NativeLibrary.Loaded library;
    private final long landmarker;
    private final FloatBuffer numbers;
    private long previousMillis = Long.MIN_VALUE;
    private boolean closed;

    MediaPipePoseEstimator(NativeLibrary.Loaded library, long landmarker) {
        this.library = library;
        this.landmarker = landmarker;
        this.numbers = ByteBuffer.allocateDirect(MediaPipePoseModel.PEOPLE * FLOATS_PER_PERSON * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public synchronized List<Pose> estimate(RgbImage image, long timestampMillis) {
        checkUsable(image, timestampMillis);
        // A duplicate, because the binding starts at the buffer's position, wherever the picture's owner left that.
        ByteBuffer pixels = image.pixels().duplicate().clear();
        long picture = MediaPipeNative.createImage(library.handle(), pixels, image.width(), image.height());
        try {
            int people = MediaPipeNative.detect(landmarker, picture, timestampMillis, numbers);
            previousMillis = timestampMillis;
            return poses(people);
        } catch (InferenceException e) {
            throw new InferenceException(
                    "MediaPipe refused the frame of " + timestampMillis + " ms (" + image.width() + "x" + image.height()
                            + "): " + e.getMessage(),
                    e);
        } finally {
            MediaPipeNative.freeImage(picture);
        }
    }

    private void checkUsable(RgbImage image, long timestampMillis) {
        if (closed) {
            throw new IllegalStateException("the pose estimator is closed");
        }
        // The record's own check is in 32 bits; what is wrong here would be read beyond the buffer's end.
        long bytes = 3L * image.width() * image.height();
        if (image.width() <= 0 || image.height() <= 0 || bytes != image.pixels().capacity()) {
            throw new InferenceException("a picture has at least one pixel and 3 bytes for each, was " + image.width()
                    + "x" + image.height() + " with " + image.pixels().capacity() + " bytes");
        }
        if (timestampMillis > LAST_MILLIS || timestampMillis < -LAST_MILLIS) {
            throw new InferenceException(
                    "a timestamp is within " + LAST_MILLIS + " ms of 0, was " + timestampMillis + " ms");
        }
        if (timestampMillis <= previousMillis) {
            throw new InferenceException(
                    "timestamps must rise: " + timestampMillis + " ms came after " + previousMillis + " ms");
        }
    }

    private List<Pose> poses(int people) {
        List<Pose> poses = new ArrayList<>(people);
        for (int person = 0; person < people; person++) {
            List<Landmark> landmarks = new ArrayList<>(Pose.SIZE);
            List<WorldLandmark> world = new ArrayList<>(Pose.SIZE);
            for (int i = 0; i < Pose.SIZE; i++) {
                int at = person * FLOATS_PER_PERSON + i * MediaPipeNative.NUMBERS;
                landmarks.add(new Landmark(
                        numbers.get(at),
                        numbers.get(at + 1),
                        numbers.get(at + 2),
                        numbers.get(at + 3),
                        numbers.get(at + 4)));
                world.add(new WorldLandmark(numbers.get(at + 5), numbers.get(at + 6), numbers.get(at + 7)));
            }
            poses.add(new Pose(landmarks, world));
        }
        return List.copyOf(poses);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            MediaPipeNative.closeLandmarker(landmarker);
        }
    }
}
