package dev.muybridge.inference.mediapipe;

import dev.muybridge.inference.InferenceException;
import dev.muybridge.inference.TensorModel;
import dev.muybridge.inference.Tensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A native model and the numbers that it writes. Its methods lock, so that a close during another thread's call waits instead of
 * destroying the native object underneath it.
 */
final class MediaPipeTensorModel implements TensorModel {
    private final NativeLibrary.Loaded library;
    private final Network network;
    private final long embedder;
    private final int[] sizes;
    private final FloatBuffer numbers;
    private final Map<String, float[]> arrays = new LinkedHashMap<>();
    private final Tensors tensors;
    private boolean closed;

    MediaPipeTensorModel(NativeLibrary.Loaded library, Network network, long embedder) {
        this.library = library;
        this.network = network;
        this.embedder = embedder;
        this.sizes = network.sizes();
        this.numbers = ByteBuffer.allocateDirect(IntStream.of(sizes).sum() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        network.outputs().forEach(output -> arrays.put(output.name(), new float[output.size()]));
        this.tensors = new Tensors(arrays);
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
            MediaPipeNative.embed(embedder, picture, sizes, sizes.length, numbers);
        } finally {
            MediaPipeNative.freeImage(picture);
        }
        numbers.clear();
        for (Network.Output output : network.outputs()) {
            numbers.get(arrays.get(output.name()));
        }
        numbers.clear();
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
