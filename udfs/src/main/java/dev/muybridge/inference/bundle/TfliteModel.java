package dev.muybridge.inference.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Adds a named block of metadata to a TensorFlow Lite model.
 *
 * <p>A model is a FlatBuffer: tables whose references count forward from where they stand. So a new root can be put before the
 * old bytes: it repeats the old root's references, adds the metadata's, and leaves every old byte as it is. Layout of the
 * {@code Model} table after tensorflow/lite/schema/schema.fbs: version, operator codes, subgraphs, description, buffers,
 * metadata buffer, metadata, signature definitions.
 */
final class TfliteModel {
    private static final String IDENTIFIER = "TFL3";
    private static final int VERSION = 0;
    private static final int BUFFERS = 4;
    private static final int METADATA = 6;
    private static final int FIELDS = 8;
    private static final int ALIGNMENT = 16;

    private final byte[] oldBytes;
    private final ByteBuffer old;
    private final int oldRoot;

    private TfliteModel(byte[] model) {
        this.oldBytes = model;
        this.old = ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN);
        this.oldRoot = old.getInt(0);
    }

    /**
     * {@code model} with {@code metadata} under {@code name}.
     *
     * @throws IOException when the bytes are no TensorFlow Lite model
     */
    static byte[] withMetadata(byte[] model, String name, byte[] metadata) throws IOException {
        if (model.length < 8 || !new String(model, 4, 4, StandardCharsets.US_ASCII).equals(IDENTIFIER)) {
            throw new IOException(
                    "not a TensorFlow Lite model: " + model.length + " bytes without the mark " + IDENTIFIER);
        }
        return new TfliteModel(model).prepend(name, metadata);
    }

    private byte[] prepend(String name, byte[] metadata) {
        int buffers = vectorLength(BUFFERS);
        int blocks = vectorLength(METADATA);
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);

        int vtable = 8;
        int table = vtable + 4 + 2 * FIELDS;
        int bufferVector = table + 4 + 4 * FIELDS;
        int blockVector = bufferVector + 4 + 4 * (buffers + 1);
        int blockVtable = blockVector + 4 + 4 * (blocks + 1);
        int block = blockVtable + 8;
        int nameAt = block + 12;
        int bufferVtable = align(nameAt + 4 + nameBytes.length + 1, 4);
        int buffer = bufferVtable + 8;
        int data = align(buffer + 8 + 4, ALIGNMENT) - 4;
        int oldAt = align(data + 4 + metadata.length, ALIGNMENT);

        ByteBuffer out = ByteBuffer.allocate(oldAt + oldBytes.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0, table).put(4, IDENTIFIER.getBytes(StandardCharsets.US_ASCII));
        putVtable(out, vtable, FIELDS, 4);
        out.putInt(table, table - vtable);
        for (int field = 0; field < FIELDS; field++) {
            int at = table + 4 + 4 * field;
            if (field == VERSION) {
                out.putInt(at, old.getInt(fieldAt(field)));
            } else if (field == BUFFERS) {
                out.putInt(at, bufferVector - at);
            } else if (field == METADATA) {
                out.putInt(at, blockVector - at);
            } else if (fieldAt(field) != 0) {
                out.putInt(at, oldAt + target(fieldAt(field)) - at);
            } else {
                out.putShort(vtable + 4 + 2 * field, (short) 0);
            }
        }
        Target target = new Target(out, oldAt);
        putVector(target, bufferVector, BUFFERS, buffer);
        putVector(target, blockVector, METADATA, block);
        putVtable(out, blockVtable, 2, 4);
        out.putInt(block, block - blockVtable)
                .putInt(block + 4, nameAt - (block + 4))
                .putInt(block + 8, buffers);
        out.putInt(nameAt, nameBytes.length).put(nameAt + 4, nameBytes);
        putVtable(out, bufferVtable, 1, 4);
        out.putInt(buffer, buffer - bufferVtable).putInt(buffer + 4, data - (buffer + 4));
        out.putInt(data, metadata.length).put(data + 4, metadata);
        out.put(oldAt, oldBytes);
        return out.array();
    }

    /** A table's index of fields: its own size, the table's, and where each field stands from the table's start. */
    private static void putVtable(ByteBuffer out, int at, int fields, int fieldBytes) {
        out.putShort(at, (short) (4 + 2 * fields)).putShort(at + 2, (short) (4 + fieldBytes * fields));
        for (int field = 0; field < fields; field++) {
            out.putShort(at + 4 + 2 * field, (short) (4 + fieldBytes * field));
        }
    }

    /** The old vector's references, and one more. */
    private void putVector(Target target, int at, int field, int added) {
        ByteBuffer out = target.out();
        int count = vectorLength(field);
        out.putInt(at, count + 1);
        for (int i = 0; i < count; i++) {
            int element = at + 4 + 4 * i;
            int oldElement = target(fieldAt(field)) + 4 + 4 * i;
            out.putInt(element, target.oldAt() + target(oldElement) - element);
        }
        int last = at + 4 + 4 * count;
        out.putInt(last, added - last);
    }

    /** The new bytes, and where the old ones stand in them. */
    private record Target(ByteBuffer out, int oldAt) {}

    private int vectorLength(int field) {
        return fieldAt(field) == 0 ? 0 : old.getInt(target(fieldAt(field)));
    }

    /** Where a field of the old root stands, 0 if it is not set. */
    private int fieldAt(int field) {
        int vtable = oldRoot - old.getInt(oldRoot);
        int entry = 4 + 2 * field;
        int offset = entry < old.getShort(vtable) ? old.getShort(vtable + entry) : 0;
        return offset == 0 ? 0 : oldRoot + offset;
    }

    private int target(int reference) {
        return reference + old.getInt(reference);
    }

    private static int align(int position, int to) {
        return (position + to - 1) / to * to;
    }
}
