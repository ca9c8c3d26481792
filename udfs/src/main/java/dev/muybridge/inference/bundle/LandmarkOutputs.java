package dev.muybridge.inference.bundle;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;

/**
 * The outputs of a landmark model, which MediaPipe takes by their places in the list. One is a mask of the person. Nobody here asks
 * for it, and 43 % of the time that the model {@code full} takes goes into it; what no output needs is not computed.
 */
final class LandmarkOutputs {
    private static final int PRESENCE = 1;
    private static final int MASK = 2;

    /** Landmarks, presence, mask, heat map, world landmarks. */
    private static final List<List<Integer>> SHAPES =
            List.of(List.of(1, 195), List.of(1, 1), List.of(1, 256, 256, 1), List.of(1, 64, 64, 39), List.of(1, 117));

    private LandmarkOutputs() {}

    /**
     * The model with the presence named where the mask was: five outputs as before, so that MediaPipe takes it. All other bytes are
     * the same.
     *
     * @param file a landmark model as a TFLite file
     * @throws IllegalArgumentException if it is not one, or its outputs are not those of a landmark model
     */
    static byte[] withoutMask(byte[] file) {
        byte[] changed = file.clone();
        SubGraph graph = graph(changed);
        if (graph.outputsLength() != SHAPES.size()) {
            throw new IllegalArgumentException(
                    "a landmark model has " + SHAPES.size() + " outputs, this one has " + graph.outputsLength());
        }
        for (int i = 0; i < SHAPES.size(); i++) {
            List<Integer> shape = shape(graph, i);
            if (!shape.equals(SHAPES.get(i))) {
                throw new IllegalArgumentException("output " + i + " of a landmark model has the shape " + SHAPES.get(i)
                        + ", of this one " + shape);
            }
        }
        ByteBuffer list = graph.outputsAsByteBuffer();
        list.putInt(list.position() + MASK * Integer.BYTES, graph.outputs(PRESENCE));
        return changed;
    }

    private static SubGraph graph(byte[] file) {
        var model = TfliteModel.read(file);
        if (model.subgraphsLength() == 0) {
            throw new IllegalArgumentException("the TFLite model has no subgraph");
        }
        return model.subgraphs(0);
    }

    private static List<Integer> shape(SubGraph graph, int output) {
        int index = graph.outputs(output);
        if (index < 0 || index >= graph.tensorsLength()) {
            throw new IllegalArgumentException(
                    "output " + output + " is the tensor " + index + " of " + graph.tensorsLength());
        }
        Tensor tensor = graph.tensors(index);
        return IntStream.range(0, tensor.shapeLength()).mapToObj(tensor::shape).toList();
    }
}
