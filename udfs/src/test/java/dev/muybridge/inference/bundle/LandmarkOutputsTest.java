package dev.muybridge.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;

final class LandmarkOutputsTest {
    /** A picture, and the five outputs of a landmark model in another order than its list. */
    private static final int[][] TENSORS = {
        {1, 256, 256, 3}, {1, 117}, {1, 64, 64, 39}, {1, 256, 256, 1}, {1, 1}, {1, 195}
    };

    private static final int[] OUTPUTS = {5, 4, 3, 2, 1};

    @Test
    void withoutMask_namesThePresenceInItsPlace() {
        assertThat(outputs(LandmarkOutputs.withoutMask(model(TENSORS, OUTPUTS))))
                .containsExactly(5, 4, 4, 2, 1);
    }

    @Test
    void withoutMask_changesOneNumber_andNotTheBytesItWasGiven() {
        byte[] given = model(TENSORS, OUTPUTS);
        byte[] before = given.clone();
        byte[] after = LandmarkOutputs.withoutMask(given);
        assertThat(given).isEqualTo(before);
        assertThat(after).hasSameSizeAs(before);
        int[] changed = IntStream.range(0, after.length)
                .filter(i -> after[i] != before[i])
                .toArray();
        assertThat(changed).hasSize(1);
        assertThat(before[changed[0]]).isEqualTo((byte) 3);
    }

    @Test
    void withoutMask_metadataAddedAfterwards_keepsTheList() {
        byte[] file = TfliteModel.withMetadata(LandmarkOutputs.withoutMask(model(TENSORS, OUTPUTS)), new byte[] {1});
        assertThat(outputs(file)).containsExactly(5, 4, 4, 2, 1);
    }

    @Test
    void withoutMask_twice_throwsError() {
        assertRefused(LandmarkOutputs.withoutMask(model(TENSORS, OUTPUTS)))
                .hasMessage("output 2 of a landmark model has the shape [1, 256, 256, 1], of this one [1, 1]");
    }

    @Test
    void withoutMask_otherNumberOfOutputs_throwsError() {
        for (int count : new int[] {0, 2, 4}) {
            assertRefused(model(TENSORS, Arrays.copyOf(OUTPUTS, count)))
                    .hasMessage("a landmark model has 5 outputs, this one has " + count);
        }
        assertRefused(model(TENSORS, 5, 4, 3, 2, 1, 0)).hasMessage("a landmark model has 5 outputs, this one has 6");
    }

    @Test
    void withoutMask_otherShape_throwsError() {
        for (int output = 0; output < OUTPUTS.length; output++) {
            int[][] tensors = TENSORS.clone();
            int[] shape = tensors[OUTPUTS[output]];
            tensors[OUTPUTS[output]] = new int[] {2, 2};
            assertRefused(model(tensors, OUTPUTS))
                    .hasMessage("output " + output + " of a landmark model has the shape " + Arrays.toString(shape)
                            + ", of this one [2, 2]");
        }
    }

    @Test
    void withoutMask_otherOrder_throwsError() {
        assertRefused(model(TENSORS, 5, 3, 4, 2, 1))
                .hasMessage("output 1 of a landmark model has the shape [1, 1], of this one [1, 256, 256, 1]");
    }

    @Test
    void withoutMask_noSuchTensor_throwsError() {
        for (int index : new int[] {-1, 6}) {
            assertRefused(model(TENSORS, 5, 4, 3, 2, index)).hasMessage("output 4 is the tensor " + index + " of 6");
        }
    }

    @Test
    void withoutMask_noSubgraph_throwsError() {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        Model.startModel(builder);
        Model.finishModelBuffer(builder, Model.endModel(builder));
        assertRefused(builder.sizedByteArray()).hasMessage("the TFLite model has no subgraph");
    }

    @Test
    void withoutMask_notAModel_throwsError() {
        assertRefused(new byte[] {1, 2, 3}).hasMessage("a TFLite model has the file id TFL3, these 3 bytes have not");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(byte[] file) {
        return assertThatThrownBy(() -> LandmarkOutputs.withoutMask(file)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] model(int[][] tensors, int... outputs) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int[] entries =
                Arrays.stream(tensors).mapToInt(shape -> tensor(builder, shape)).toArray();
        int tensorList = SubGraph.createTensorsVector(builder, entries);
        int outputList = SubGraph.createOutputsVector(builder, outputs);
        SubGraph.startSubGraph(builder);
        SubGraph.addTensors(builder, tensorList);
        SubGraph.addOutputs(builder, outputList);
        int graphs = Model.createSubgraphsVector(builder, new int[] {SubGraph.endSubGraph(builder)});
        Model.startModel(builder);
        Model.addSubgraphs(builder, graphs);
        Model.finishModelBuffer(builder, Model.endModel(builder));
        return builder.sizedByteArray();
    }

    private static int tensor(FlatBufferBuilder builder, int[] shape) {
        int vector = Tensor.createShapeVector(builder, shape);
        Tensor.startTensor(builder);
        Tensor.addShape(builder, vector);
        return Tensor.endTensor(builder);
    }

    private static int[] outputs(byte[] file) {
        SubGraph graph = TfliteModel.read(file).subgraphs(0);
        return IntStream.range(0, graph.outputsLength()).map(graph::outputs).toArray();
    }
}
