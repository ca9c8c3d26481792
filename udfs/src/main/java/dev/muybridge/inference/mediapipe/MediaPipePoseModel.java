package dev.muybridge.inference.mediapipe;

import dev.muybridge.inference.InferenceException;
import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.inference.PoseModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;

/**
 * A pose model for MediaPipe: the bytes of a {@code .task} bundle in native memory, read once and shared by all its estimators.
 * They stay as long as the model or an estimator is reachable.
 */
public final class MediaPipePoseModel implements PoseModel {
    private final Path path;
    private final BytePointer bytes;

    private MediaPipePoseModel(Path path, BytePointer bytes) {
        this.path = path;
        this.bytes = bytes;
    }

    /**
     * Opens MediaPipe's library and reads the model.
     *
     * @throws InferenceException when either is missing or not what it should be, naming it and what to do
     */
    public static MediaPipePoseModel load(Path library, Path model) {
        NativeLibrary.load(library).verifyLoaded();
        if (!Files.isRegularFile(model)) {
            throw new InferenceException("the pose model is not at " + model + "; './muybridge setup' installs it");
        }
        try {
            return new MediaPipePoseModel(model, new BytePointer(Files.readAllBytes(model)));
        } catch (IOException e) {
            throw new InferenceException("the pose model " + model + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public PoseEstimator newEstimator() {
        return new MediaPipePoseEstimator(this);
    }

    BytePointer bytes() {
        return bytes;
    }

    Path path() {
        return path;
    }
}
