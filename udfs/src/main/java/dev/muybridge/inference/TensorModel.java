package dev.muybridge.inference;

import java.nio.ByteBuffer;

/**
 * A loaded model: a square picture in, float tensors out, no memory of earlier pictures. One thread at a time. Closing it again has
 * no effect; using it after that throws {@link IllegalStateException}.
 */
public interface TensorModel extends AutoCloseable {
    /** Side of the picture that it takes, pixels. */
    int side();

    /**
     * What the model gives for a picture. The same bytes give the same numbers, to the bit, in every process of one kind of machine.
     *
     * @param rgb a direct buffer of {@code side() * side() * 3} bytes, red, green and blue of each pixel, row by row from the top;
     *     its position does not matter; read during the call only
     * @return the outputs as the model computes them, in arrays of the model's own: valid until the next call
     * @throws InferenceException if {@code rgb} is of another size, or with the library's own message when it fails
     */
    Tensors run(ByteBuffer rgb);

    @Override
    void close();
}
