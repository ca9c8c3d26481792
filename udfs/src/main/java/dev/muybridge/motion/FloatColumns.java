package dev.muybridge.motion;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Numbers of consecutive frames, by column: all floats of one column lie together, little-endian, as they travel. Takes four bytes for
 * each column and frame.
 */
public final class FloatColumns {
    private final int columns;
    private final int frames;
    private final ByteBuffer bytes;

    /** Zeros, to be put in. */
    FloatColumns(int columns, int frames) {
        this(columns, ByteBuffer.allocate(Math.multiplyExact(frames, columns * Float.BYTES)));
    }

    /**
     * Numbers that have travelled.
     *
     * @param columns how many columns, 1 or more
     * @param bytes column after column, for each frame four bytes; not copied
     * @throws IllegalArgumentException when they are not a number of whole frames
     */
    public FloatColumns(int columns, ByteBuffer bytes) {
        if (bytes.remaining() % (columns * Float.BYTES) != 0) {
            throw new IllegalArgumentException(
                    bytes.remaining() + " bytes are not " + columns + " floats for each of some frames");
        }
        this.columns = columns;
        this.frames = bytes.remaining() / (columns * Float.BYTES);
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** How many columns. */
    public int columns() {
        return columns;
    }

    /** How many frames. */
    public int frames() {
        return frames;
    }

    /** The number of that column in that frame, both 0-based. */
    public float at(int column, int frame) {
        return bytes.getFloat(place(column, frame));
    }

    /** The numbers of all columns in that frame; a copy. */
    public float[] row(int frame) {
        float[] row = new float[columns];
        for (int column = 0; column < columns; column++) {
            row[column] = at(column, frame);
        }
        return row;
    }

    /** All numbers as they travel; a view that must not be changed. */
    public ByteBuffer bytes() {
        return bytes.duplicate(); // protobuf copies what is read-only
    }

    void put(int column, int frame, float value) {
        bytes.putFloat(place(column, frame), value);
    }

    void putRow(int frame, float[] row) {
        for (int column = 0; column < columns; column++) {
            put(column, frame, row[column]);
        }
    }

    private int place(int column, int frame) {
        return (column * frames + frame) * Float.BYTES;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FloatColumns numbers && columns == numbers.columns && bytes.equals(numbers.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }
}
