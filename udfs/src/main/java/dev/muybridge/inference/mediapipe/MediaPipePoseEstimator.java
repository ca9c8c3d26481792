package dev.muybridge.inference.mediapipe;

import dev.muybridge.inference.InferenceException;
import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.media.RgbImage;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.WorldLandmark;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/** One landmarker in MediaPipe's VIDEO mode, for one person. */
final class MediaPipePoseEstimator implements PoseEstimator {
    /** MediaPipe's own default for detection, presence and tracking. */
    private static final float CONFIDENCE = 0.5f;

    private static final int PEOPLE = 1;
    private static final int POINT_FLOATS = 5;
    private static final int PERSON_FLOATS = 2 * Pose.SIZE * POINT_FLOATS;

    /** Keeps the model's bytes in memory while the landmarker reads them. */
    private final MediaPipePoseModel model;

    private final BytePointer error = new BytePointer(MediaPipeNative.ERROR_BYTES);
    private final FloatPointer found = new FloatPointer((long) PEOPLE * PERSON_FLOATS);
    private final float[] numbers = new float[PEOPLE * PERSON_FLOATS];
    private long handle;
    private long lastTimestamp = Long.MIN_VALUE;

    MediaPipePoseEstimator(MediaPipePoseModel model) {
        this.model = model;
        BytePointer bytes = model.bytes();
        try (LongPointer made = new LongPointer(1)) {
            int status =
                    MediaPipeNative.createLandmarker(bytes, Math.toIntExact(bytes.limit()), CONFIDENCE, made, error);
            if (status < 0) {
                String message = error.getString();
                free();
                throw new InferenceException("MediaPipe refuses the pose model " + model.path() + ": " + message);
            }
            handle = made.get();
        }
    }

    @Override
    public List<Pose> estimate(RgbImage image, long timestampMillis) {
        long open = handle();
        if (timestampMillis <= lastTimestamp) {
            throw new InferenceException(
                    "timestamps must rise: " + timestampMillis + " ms came after " + lastTimestamp + " ms");
        }
        lastTimestamp = timestampMillis;
        int people = MediaPipeNative.detectForVideo(
                open,
                address(image.pixels()),
                image.width(),
                image.height(),
                timestampMillis,
                found,
                PEOPLE,
                Pose.SIZE,
                error);
        if (people < 0) {
            throw new InferenceException("MediaPipe with " + model.path() + " failed on a picture of " + image.width()
                    + "x" + image.height() + " at " + timestampMillis + " ms: " + error.getString());
        }
        found.get(numbers, 0, people * PERSON_FLOATS);
        List<Pose> poses = new ArrayList<>(people);
        for (int person = 0; person < people; person++) {
            poses.add(pose(person * PERSON_FLOATS));
        }
        return poses;
    }

    @Override
    public void close() {
        if (handle == 0) {
            return;
        }
        int status = MediaPipeNative.closeLandmarker(handle, error);
        handle = 0;
        String message = status < 0 ? error.getString() : "";
        free();
        if (status < 0) {
            throw new InferenceException("MediaPipe cannot close its landmarker: " + message);
        }
    }

    private void free() {
        error.deallocate();
        found.deallocate();
    }

    private long handle() {
        if (handle == 0) {
            throw new IllegalStateException("the pose estimator is closed");
        }
        return handle;
    }

    private static long address(ByteBuffer pixels) {
        try (Pointer pointer = new BytePointer(pixels)) {
            return pointer.address();
        }
    }

    private Pose pose(int at) {
        List<Landmark> landmarks = new ArrayList<>(Pose.SIZE);
        List<WorldLandmark> worldLandmarks = new ArrayList<>(Pose.SIZE);
        for (int i = 0; i < Pose.SIZE; i++) {
            int point = at + i * POINT_FLOATS;
            int world = point + Pose.SIZE * POINT_FLOATS;
            landmarks.add(new Landmark(
                    numbers[point], numbers[point + 1], numbers[point + 2], numbers[point + 3], numbers[point + 4]));
            worldLandmarks.add(new WorldLandmark(numbers[world], numbers[world + 1], numbers[world + 2]));
        }
        return new Pose(landmarks, worldLandmarks);
    }
}
