package dev.muybridge.tracking;

import dev.muybridge.inference.PoseTensors;
import dev.muybridge.inference.TensorModel;
import dev.muybridge.inference.Tensors;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** A model that answers what its test says, and counts. */
final class AnsweringModel implements TensorModel {
    private final int side;
    private final Function<ByteBuffer, Tensors> answer;
    int runs;
    int closed;

    private AnsweringModel(int side, Function<ByteBuffer, Tensors> answer) {
        this.side = side;
        this.answer = answer;
    }

    static AnsweringModel detector(Function<ByteBuffer, Tensors> answer) {
        return new AnsweringModel(PoseTensors.DETECTOR_SIDE, answer);
    }

    static AnsweringModel landmarks(Function<ByteBuffer, Tensors> answer) {
        return new AnsweringModel(PoseTensors.LANDMARKS_SIDE, answer);
    }

    @Override
    public int side() {
        return side;
    }

    @Override
    public Tensors run(ByteBuffer rgb) {
        if (closed > 0) {
            throw new IllegalStateException("the model is closed");
        }
        if (!rgb.isDirect() || rgb.capacity() != side * side * 3) {
            throw new IllegalArgumentException("a picture of " + rgb.capacity() + " bytes");
        }
        runs++;
        return answer.apply(rgb);
    }

    @Override
    public void close() {
        closed++;
    }
}
