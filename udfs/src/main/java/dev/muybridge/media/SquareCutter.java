package dev.muybridge.media;

import java.nio.ByteBuffer;

/** A picture out of which squares are cut. One thread at a time. */
public interface SquareCutter {
    /** Width of the upright picture, pixels. */
    int width();

    /** Height of the upright picture, pixels. */
    int height();

    /**
     * Cuts a square out of the upright picture, linearly interpolated.
     *
     * @param border what is seen beyond the border of the picture
     * @param side of the result, pixels
     * @param rgb a direct buffer of {@code side * side * 3} bytes, which gets red, green and blue of each pixel, row by row from the
     *     top; its position does not matter and stays
     * @throws IllegalArgumentException if {@code rgb} is of another size
     */
    void cut(Square square, Border border, int side, ByteBuffer rgb);
}
