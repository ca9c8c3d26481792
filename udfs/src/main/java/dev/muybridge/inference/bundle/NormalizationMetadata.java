package dev.muybridge.inference.bundle;

import com.google.flatbuffers.FlatBufferBuilder;

/**
 * The metadata that tells MediaPipe how a model wants its picture: RGB, each value minus {@code mean}, divided by {@code std}.
 * Field numbers after tensorflow/lite/support's metadata_schema.fbs.
 */
final class NormalizationMetadata {
    private static final String IDENTIFIER = "M001";
    private static final byte IMAGE_PROPERTIES = 2;
    private static final byte RGB = 1;
    private static final byte NORMALIZATION_OPTIONS = 1;

    private NormalizationMetadata() {}

    static byte[] of(float mean, float std) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int units = vector(builder, processUnit(builder, mean, std));
        int content = imageContent(builder);
        int name = builder.createString("image");
        builder.startTable(7);
        builder.addOffset(0, name, 0);
        builder.addOffset(3, content, 0);
        builder.addOffset(4, units, 0);
        int tensors = vector(builder, builder.endTable());
        builder.startTable(10);
        builder.addOffset(2, tensors, 0);
        int subgraphs = vector(builder, builder.endTable());
        builder.startTable(8);
        builder.addOffset(3, subgraphs, 0);
        builder.finish(builder.endTable(), IDENTIFIER);
        return builder.sizedByteArray();
    }

    private static int processUnit(FlatBufferBuilder builder, float mean, float std) {
        int means = floats(builder, mean);
        int stds = floats(builder, std);
        builder.startTable(2);
        builder.addOffset(0, means, 0);
        builder.addOffset(1, stds, 0);
        int options = builder.endTable();
        builder.startTable(2);
        builder.addByte(0, NORMALIZATION_OPTIONS, 0);
        builder.addOffset(1, options, 0);
        return builder.endTable();
    }

    private static int imageContent(FlatBufferBuilder builder) {
        builder.startTable(2);
        builder.addByte(0, RGB, 0);
        int properties = builder.endTable();
        builder.startTable(3);
        builder.addByte(0, IMAGE_PROPERTIES, 0);
        builder.addOffset(1, properties, 0);
        return builder.endTable();
    }

    private static int floats(FlatBufferBuilder builder, float value) {
        builder.startVector(Float.BYTES, 1, Float.BYTES);
        builder.addFloat(value);
        return builder.endVector();
    }

    private static int vector(FlatBufferBuilder builder, int element) {
        return builder.createVectorOfTables(new int[] {element});
    }
}
