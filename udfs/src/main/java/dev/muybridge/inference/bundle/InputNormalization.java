package dev.muybridge.inference.bundle;

import com.google.flatbuffers.FlatBufferBuilder;
import org.tensorflow.lite.support.metadata.schema.ColorSpaceType;
import org.tensorflow.lite.support.metadata.schema.ContentProperties;
import org.tensorflow.lite.support.metadata.schema.ContentPropertiesUnion;
import org.tensorflow.lite.support.metadata.schema.ContentT;
import org.tensorflow.lite.support.metadata.schema.ImagePropertiesT;
import org.tensorflow.lite.support.metadata.schema.ModelMetadata;
import org.tensorflow.lite.support.metadata.schema.ModelMetadataT;
import org.tensorflow.lite.support.metadata.schema.NormalizationOptionsT;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptions;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptionsUnion;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitT;
import org.tensorflow.lite.support.metadata.schema.SubGraphMetadataT;
import org.tensorflow.lite.support.metadata.schema.TensorMetadataT;

/**
 * How a model expects its RGB picture: every channel value v of 0..255 as {@code (v - mean) / std}.
 *
 * @param mean channel value that becomes 0
 * @param std channel values per unit
 */
record InputNormalization(float mean, float std) {
    /** The person detector's: values in [-1, 1]. */
    static final InputNormalization DETECTOR = new InputNormalization(127.5f, 127.5f);

    /** The landmark models': values in [0, 1]. */
    static final InputNormalization LANDMARKS = new InputNormalization(0f, 255f);

    /** This as TFLite model metadata: a finished FlatBuffer, file id {@code M001}. */
    byte[] toMetadata() {
        SubGraphMetadataT subgraph = new SubGraphMetadataT();
        subgraph.setInputTensorMetadata(new TensorMetadataT[] {imageTensor()});
        ModelMetadataT model = new ModelMetadataT();
        model.setSubgraphMetadata(new SubGraphMetadataT[] {subgraph});
        FlatBufferBuilder builder = new FlatBufferBuilder();
        ModelMetadata.finishModelMetadataBuffer(builder, ModelMetadata.pack(builder, model));
        return builder.sizedByteArray();
    }

    private TensorMetadataT imageTensor() {
        ImagePropertiesT image = new ImagePropertiesT();
        image.setColorSpace(ColorSpaceType.RGB);
        ContentPropertiesUnion properties = new ContentPropertiesUnion();
        properties.setType(ContentProperties.ImageProperties);
        properties.setValue(image);
        ContentT content = new ContentT();
        content.setContentProperties(properties);

        NormalizationOptionsT normalization = new NormalizationOptionsT();
        normalization.setMean(new float[] {mean});
        normalization.setStd(new float[] {std});
        ProcessUnitOptionsUnion options = new ProcessUnitOptionsUnion();
        options.setType(ProcessUnitOptions.NormalizationOptions);
        options.setValue(normalization);
        ProcessUnitT unit = new ProcessUnitT();
        unit.setOptions(options);

        TensorMetadataT tensor = new TensorMetadataT();
        tensor.setName("image");
        tensor.setContent(content);
        tensor.setProcessUnits(new ProcessUnitT[] {unit});
        return tensor;
    }
}
