package dev.muybridge.inference.mediapipe;

import dev.muybridge.inference.InferenceException;
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
 * A native landmarker and the numbers it writes. Its methods lock, so that a close during another thread's call waits instead of
 * destroying the native object underneath it.
 */
final class Landmarker implements AutoCloseable {
    private static final int FLOATS_PER_PERSON = Pose.SIZE * MediaPipeNative.NUMBERS;

    private final NativeLibrary.Loaded library;
    private final long landmarker;
    private final FloatBuffer numbers;
    private boolean closed;

    /** @param people the most people that {@code landmarker} finds */
    Landmarker(NativeLibrary.Loaded library, long landmarker, int people) {
        this.library = library;
        this.landmarker = landmarker;
        this.numbers = ByteBuffer.allocateDirect(people * FLOATS_PER_PERSON * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** @throws IllegalStateException after the close */
    synchronized void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the landmarker is closed");
        }
    }

    /** The people in {@code image}; the time matters in video mode only. */
    synchronized List<Pose> detect(RgbImage image, long timestampMillis) {
        requireOpen();
        // The record's own check uses 32 bits; a wrong size here would read beyond the end of the buffer.
        long bytes = 3L * image.width() * image.height();
        if (image.width() <= 0 || image.height() <= 0 || bytes != image.pixels().capacity()) {
            throw new InferenceException("a picture has at least one pixel and 3 bytes for each, was " + image.width()
                    + "x" + image.height() + " with " + image.pixels().capacity() + " bytes");
        }
        // A duplicate, because the binding starts at the buffer's position, which the picture's owner may have moved.
        ByteBuffer pixels = image.pixels().duplicate().clear();
        long picture = MediaPipeNative.createImage(library.handle(), pixels, image.width(), image.height());
        try {
            return poses(MediaPipeNative.detect(landmarker, picture, timestampMillis, numbers));
        } finally {
            MediaPipeNative.freeImage(picture);
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
