package dev.muybridge.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.Metadata;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.support.metadata.schema.ContentProperties;
import org.tensorflow.lite.support.metadata.schema.ImageProperties;
import org.tensorflow.lite.support.metadata.schema.ModelMetadata;
import org.tensorflow.lite.support.metadata.schema.NormalizationOptions;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptions;
import org.tensorflow.lite.support.metadata.schema.TensorMetadata;

final class TfliteModelTest {
    private static final byte[] WEIGHTS = "weights".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEW = {9, 8, 7};

    @Test
    void withMetadata_keepsTheModel() {
        Model model = read(TfliteModel.withMetadata(model("min_runtime_version"), NEW));
        assertThat(model.version()).isEqualTo(3);
        assertThat(model.description()).isEqualTo("a model");
        assertThat(model.operatorCodesLength()).isZero();
        assertThat(bytes(model.buffers(0))).isEqualTo(WEIGHTS);
    }

    @Test
    void withMetadata_addsToTheMetadataThatIsThere() {
        Model model = read(TfliteModel.withMetadata(model("min_runtime_version"), NEW));
        assertThat(model.metadataLength()).isEqualTo(2);
        assertThat(model.metadata(0).name()).isEqualTo("min_runtime_version");
        assertThat(model.metadata(1).name()).isEqualTo("TFLITE_METADATA");
        assertThat(bytes(model.buffers((int) model.metadata(1).buffer()))).isEqualTo(NEW);
        assertThat(model.buffersLength()).isEqualTo(2);
    }

    @Test
    void withMetadata_keepsTheAlignmentOfWeights() {
        byte[] before = model("x");
        byte[] after = TfliteModel.withMetadata(before, NEW);
        assertThat(after.length % 16).isZero();
        int start = after.length - before.length - (16 - before.length % 16) % 16;
        assertThat(start % 16).isZero();
        assertThat(after).containsSubsequence(before);
        assertThat(ByteBuffer.wrap(after, start, before.length).slice()).isEqualTo(ByteBuffer.wrap(before));
    }

    @Test
    void withMetadata_twice_throwsError() {
        byte[] once = TfliteModel.withMetadata(model("x"), NEW);
        assertThatThrownBy(() -> TfliteModel.withMetadata(once, NEW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the TFLite model already has TFLITE_METADATA");
    }

    @Test
    void withMetadata_notAModel_throwsError() {
        for (byte[] bytes :
                new byte[][] {{}, {1, 2, 3}, "PK, a zip file, is no model".getBytes(StandardCharsets.UTF_8)}) {
            assertThatThrownBy(() -> TfliteModel.withMetadata(bytes, NEW))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a TFLite model has the file id TFL3, these " + bytes.length + " bytes have not");
        }
    }

    @Test
    void toMetadata_saysHowToScaleTheImage() {
        ByteBuffer buffer =
                ByteBuffer.wrap(InputNormalization.DETECTOR.toMetadata()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(ModelMetadata.ModelMetadataBufferHasIdentifier(buffer)).isTrue();
        ModelMetadata metadata = ModelMetadata.getRootAsModelMetadata(buffer);
        TensorMetadata input = metadata.subgraphMetadata(0).inputTensorMetadata(0);
        assertThat(input.name()).isEqualTo("image");
        assertThat(input.content().contentPropertiesType()).isEqualTo(ContentProperties.ImageProperties);
        ImageProperties image = (ImageProperties) input.content().contentProperties(new ImageProperties());
        assertThat(image.colorSpace()).isEqualTo((byte) 1);
        assertThat(input.processUnits(0).optionsType()).isEqualTo(ProcessUnitOptions.NormalizationOptions);
        NormalizationOptions options =
                (NormalizationOptions) input.processUnits(0).options(new NormalizationOptions());
        assertThat(options.mean(0)).isEqualTo(127.5f);
        assertThat(options.std(0)).isEqualTo(127.5f);
    }

    private static byte[] model(String metadataName) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int buffer = Buffer.createBuffer(builder, builder.createByteVector(WEIGHTS));
        int buffers = Model.createBuffersVector(builder, new int[] {buffer});
        int entry = Metadata.createMetadata(builder, builder.createString(metadataName), 0);
        int entries = Model.createMetadataVector(builder, new int[] {entry});
        int description = builder.createString("a model");
        Model.startModel(builder);
        Model.addVersion(builder, 3);
        Model.addDescription(builder, description);
        Model.addBuffers(builder, buffers);
        Model.addMetadata(builder, entries);
        Model.finishModelBuffer(builder, Model.endModel(builder));
        return builder.sizedByteArray();
    }

    private static Model read(byte[] file) {
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(Model.ModelBufferHasIdentifier(buffer)).isTrue();
        return Model.getRootAsModel(buffer);
    }

    private static byte[] bytes(Buffer buffer) {
        byte[] bytes = new byte[buffer.dataLength()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) buffer.data(i);
        }
        return bytes;
    }
}
