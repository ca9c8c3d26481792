package dev.muybridge.inference.mediapipe;

import dev.muybridge.inference.InferenceException;
import dev.muybridge.inference.PoseDetector;
import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.inference.PoseModel;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * One of MediaPipe's pose landmark models. Its bytes are read once; load it once per process and share it. Its estimators
 * follow one person through a video, on the CPU, with MediaPipe's default confidences (0.5).
 */
public final class MediaPipePoseModel implements PoseModel {
    /** How many people an estimator follows. */
    private static final int FOLLOWED = 1;

    private final NativeLibrary.Loaded library;
    private final Path task;
    private final ByteBuffer model;

    private MediaPipePoseModel(NativeLibrary.Loaded library, Path task, ByteBuffer model) {
        this.library = library;
        this.task = task;
        this.model = model;
    }

    /**
     * Loads the library, unless this process already has it, and the model.
     *
     * @param library libmediapipe.so
     * @param task a model bundle, {@code .task}; only the first estimator shows whether MediaPipe accepts it
     * @throws InferenceException naming the file that is missing, unreadable or not the right one
     */
    public static MediaPipePoseModel load(Path library, Path task) {
        return new MediaPipePoseModel(NativeLibrary.load(library).orThrow(), task, read(task));
    }

    /**
     * {@inheritDoc} Takes 50-250 ms, depending on the size of the model.
     *
     * @throws InferenceException with MediaPipe's message if it rejects the model
     */
    @Override
    public PoseEstimator newEstimator() {
        return new MediaPipePoseEstimator(landmarker(FOLLOWED, true));
    }

    /**
     * {@inheritDoc} Takes 50-250 ms, depending on the size of the model.
     *
     * @throws InferenceException with MediaPipe's message if it rejects the model
     */
    @Override
    public PoseDetector newDetector(int people) {
        return new MediaPipePoseDetector(landmarker(people, false));
    }

    private Landmarker landmarker(int people, boolean video) {
        try {
            long handle = MediaPipeNative.createLandmarker(library.handle(), model, model.capacity(), people, video);
            return new Landmarker(library, handle, people);
        } catch (InferenceException e) {
            throw new InferenceException("MediaPipe refused the pose model " + task + ": " + e.getMessage(), e);
        }
    }

    private static ByteBuffer read(Path task) {
        try (FileChannel channel = FileChannel.open(task)) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(channel.size()));
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new EOFException(task + " became shorter while being read");
                }
            }
            if (bytes.capacity() == 0) {
                throw new InferenceException("the pose model has no bytes: " + task);
            }
            return bytes.clear().asReadOnlyBuffer();
        } catch (NoSuchFileException e) {
            throw new InferenceException("the pose model is missing: " + task + "; './muybridge setup' installs it", e);
        } catch (IOException | ArithmeticException e) {
            throw new InferenceException("the pose model cannot be read: " + e, e);
        }
    }
}
