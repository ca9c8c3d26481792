package dev.muybridge.inference.bundle;

import com.google.flatbuffers.FlatBufferBuilder;
import com.google.flatbuffers.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.Metadata;
import org.tensorflow.lite.schema.Model;

/**
 * A TFLite model file that gets metadata. The bytes of the file stay as they are, at the end of the new file, preceded by a new
 * root table that refers to them. Nothing in the model is re-encoded, and its weights keep their alignment.
 */
final class TfliteModel extends Table {
    private static final String METADATA_NAME = "TFLITE_METADATA";
    /** The alignment of weights that the schema requires, in bytes. */
    private static final int ALIGNMENT = 16;

    // Fields of the schema's table Model, by their offsets in its vtable.
    private static final int OPERATOR_CODES = 6;
    private static final int SUBGRAPHS = 8;
    private static final int DESCRIPTION = 10;
    private static final int BUFFERS = 12;
    private static final int METADATA_BUFFER = 14;
    private static final int METADATA = 16;
    private static final int SIGNATURE_DEFS = 18;

    private final byte[] file;
    private final FlatBufferBuilder builder;
    private int fileOffset;

    private TfliteModel(byte[] file) {
        this.file = file;
        this.builder = new FlatBufferBuilder(file.length + 65536);
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        __reset(buffer.getInt(0), buffer);
    }

    /**
     * The model with this metadata added.
     *
     * @param file a TFLite model, file id {@code TFL3}
     * @param metadata a finished FlatBuffer, file id {@code M001}
     * @throws IllegalArgumentException if {@code file} is not a TFLite model or has metadata already
     */
    static byte[] withMetadata(byte[] file, byte[] metadata) {
        Model model = read(file);
        for (int i = 0; i < model.metadataLength(); i++) {
            if (METADATA_NAME.equals(model.metadata(i).name())) {
                throw new IllegalArgumentException("the TFLite model already has " + METADATA_NAME);
            }
        }
        return new TfliteModel(file).add(metadata, model.version());
    }

    /**
     * The model in a file, as a view on its bytes.
     *
     * @throws IllegalArgumentException if {@code file} is not a TFLite model
     */
    static Model read(byte[] file) {
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < 8 || !Model.ModelBufferHasIdentifier(buffer)) {
            throw new IllegalArgumentException(
                    "a TFLite model has the file id TFL3, these " + file.length + " bytes have not");
        }
        return Model.getRootAsModel(buffer);
    }

    private byte[] add(byte[] metadata, long version) {
        placeFile();
        builder.startVector(1, metadata.length, ALIGNMENT);
        for (int i = metadata.length - 1; i >= 0; i--) {
            builder.addByte(metadata[i]);
        }
        int newBuffer = Buffer.createBuffer(builder, builder.endVector());
        int newIndex = length(BUFFERS);
        int newMetadata = Metadata.createMetadata(builder, builder.createString(METADATA_NAME), newIndex);
        int buffers = extended(BUFFERS, newBuffer);
        int entries = extended(METADATA, newMetadata);

        Model.startModel(builder);
        Model.addVersion(builder, version);
        Model.addOperatorCodes(builder, existing(OPERATOR_CODES));
        Model.addSubgraphs(builder, existing(SUBGRAPHS));
        Model.addDescription(builder, existing(DESCRIPTION));
        Model.addBuffers(builder, buffers);
        Model.addMetadataBuffer(builder, existing(METADATA_BUFFER));
        Model.addMetadata(builder, entries);
        Model.addSignatureDefs(builder, existing(SIGNATURE_DEFS));
        Model.finishModelBuffer(builder, Model.endModel(builder));
        return builder.sizedByteArray();
    }

    /** Puts the old file's bytes at the end; builder offsets count from there. */
    private void placeFile() {
        builder.startVector(1, file.length, ALIGNMENT);
        for (int i = file.length - 1; i >= 0; i--) {
            builder.addByte(file[i]);
        }
        fileOffset = builder.offset();
        builder.endVector();
    }

    /** The old vector of tables with one more table at its end, as a builder offset. */
    private int extended(int field, int added) {
        int old = length(field);
        builder.startVector(Integer.BYTES, old + 1, Integer.BYTES);
        builder.addOffset(added);
        if (old > 0) {
            int first = __vector(__offset(field));
            for (int i = old - 1; i >= 0; i--) {
                builder.addOffset(fileOffset - __indirect(first + i * Integer.BYTES));
            }
        }
        return builder.endVector();
    }

    private int length(int field) {
        int offset = __offset(field);
        return offset == 0 ? 0 : __vector_len(offset);
    }

    /** What the old root's field refers to, as a builder offset; 0 if it has no such field. */
    private int existing(int field) {
        int offset = __offset(field);
        return offset == 0 ? 0 : fileOffset - __indirect(bb_pos + offset);
    }
}
