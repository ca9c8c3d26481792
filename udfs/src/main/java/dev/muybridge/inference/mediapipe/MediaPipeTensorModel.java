package dev.muybridge.inference.mediapipe;

import dev.muybridge.inference.InferenceException;
import dev.muybridge.inference.TensorModel;
import dev.muybridge.inference.Tensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A native model and the numbers that it writes. Its methods lock, so that a close during another thread's call waits instead of
 * destroying the native object underneath it.
 */
final class MediaPipeTensorModel implements TensorModel {
    private final NativeLibrary.Loaded library;
    private final Network network;
    private final long embedder;
    private final int[] sizes;
    private final List<float[]> outputs = new ArrayList<>();
    private final Tensors tensors;
    private boolean closed;

    MediaPipeTensorModel(NativeLibrary.Loaded library, Network network, long embedder) {
        this.library = library;
        this.network = network;
        this.embedder = embedder;
        this.sizes = network.sizes();
        Map<String, float[]> byName = new HashMap<>();
        for (Network.Output output : network.outputs()) {
            float[] numbers = new float[output.size()];
            outputs.add(numbers);
            byName.put(output.name(), numbers);
        }
        this.tensors = new Tensors(byName);
    }

    @Override
    public int side() {
        return network.side();
    }

    @Override
    public synchronized Tensors run(ByteBuffer rgb) {
        if (closed) {
            throw new IllegalStateException("the model is closed");
        }
        int bytes = side() * side() * 3;
        if (!rgb.isDirect() || rgb.capacity() != bytes) {
            throw new InferenceException("the model takes " + side() + "x" + side() + " pixels, a direct buffer of "
                    + bytes + " bytes, was " + rgb);
        }
        // A duplicate, because the binding starts at the buffer's position, which the picture's owner may have moved.
        long picture =
                MediaPipeNative.createImage(library.handle(), rgb.duplicate().clear(), side(), side());
        try {
            MediaPipeNative.embed(embedder, picture, sizes, sizes.length);
        } finally {
            MediaPipeNative.freeImage(picture);
        }
        for (int i = 0; i < sizes.length; i++) {
            MediaPipeNative.output(embedder, i, sizes[i], outputs.get(i));
        }
        return tensors;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            MediaPipeNative.closeEmbedder(embedder);
        }
    }
}
