package dev.muybridge.inference.mediapipe;

import dev.muybridge.inference.InferenceException;
import dev.muybridge.inference.PoseNetworks;
import dev.muybridge.inference.TensorModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The two models of one of MediaPipe's pose bundles, run by MediaPipe's image embedder on the CPU, each in one thread. The bundle's
 * bytes are read once; load it once per process and share it.
 */
public final class MediaPipePoseNetworks implements PoseNetworks {
    private final NativeLibrary.Loaded library;
    private final Path task;
    private final ByteBuffer detector;
    private final ByteBuffer landmarks;

    private MediaPipePoseNetworks(NativeLibrary.Loaded library, Path task, ByteBuffer detector, ByteBuffer landmarks) {
        this.library = library;
        this.task = task;
        this.detector = detector;
        this.landmarks = landmarks;
    }

    /**
     * Loads the library, unless this process already has it, and the models' files.
     *
     * @param library libmediapipe.so
     * @param task a model bundle, {@code .task}; only {@link #detector} and {@link #landmarks} show whether its models are right
     * @throws InferenceException naming the file that is missing, unreadable or not the right one
     */
    public static MediaPipePoseNetworks load(Path library, Path task) {
        NativeLibrary.Loaded loaded = NativeLibrary.load(library).orThrow();
        if (Files.notExists(task)) {
            throw new InferenceException("the pose model is missing: " + task + "; './muybridge setup' installs it");
        }
        try (ZipFile bundle = new ZipFile(task.toFile())) {
            return new MediaPipePoseNetworks(
                    loaded, task, read(bundle, Network.DETECTOR.member()), read(bundle, Network.LANDMARKS.member()));
        } catch (ZipException e) {
            throw new InferenceException("the pose model is not a bundle: " + task + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new InferenceException("the pose model cannot be read: " + e, e);
        }
    }

    private static ByteBuffer read(ZipFile bundle, String member) throws IOException {
        ZipEntry entry = bundle.getEntry(member);
        if (entry == null) {
            throw new InferenceException("the pose model lacks " + member + ": " + bundle.getName());
        }
        try (InputStream in = bundle.getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
        }
    }

    @Override
    public TensorModel detector() {
        return open(Network.DETECTOR, detector);
    }

    @Override
    public TensorModel landmarks() {
        return open(Network.LANDMARKS, landmarks);
    }

    /** A model that has run once, because only its outputs show whether it is the expected one. */
    private TensorModel open(Network network, ByteBuffer file) {
        MediaPipeTensorModel model;
        try {
            long handle = MediaPipeNative.createEmbedder(library.handle(), file, file.capacity());
            model = new MediaPipeTensorModel(library, network, handle);
        } catch (InferenceException e) {
            throw new InferenceException(
                    "MediaPipe refused " + network.member() + " of the pose model " + task + ": " + e.getMessage(), e);
        }
        try {
            model.run(ByteBuffer.allocateDirect(network.side() * network.side() * 3));
            return model;
        } catch (InferenceException e) {
            model.close();
            throw new InferenceException(
                    network.member() + " of the pose model " + task + " is not the expected one, whose outputs are of "
                            + network.outputs().stream()
                                    .map(output -> Integer.toString(output.size()))
                                    .collect(Collectors.joining(", "))
                            + " numbers: " + e.getMessage(),
                    e);
        }
    }
}
