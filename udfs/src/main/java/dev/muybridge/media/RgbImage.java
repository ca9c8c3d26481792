package dev.muybridge.media;

import java.nio.ByteBuffer;

/**
 * A packed 8-bit RGB picture in native memory: rows without gaps, 3 bytes a pixel.
 *
 * @param pixels a direct buffer of {@code width * height * 3} bytes, owned by its creator and valid until reused
 * @param width pixels
 * @param height pixels
 */
public record RgbImage(ByteBuffer pixels, int width, int height) implements Image {
    public RgbImage {
        if (!pixels.isDirect() || pixels.capacity() != width * height * 3) {
            throw new IllegalArgumentException("an RGB image of " + width + "x" + height + " is a direct buffer of "
                    + width * height * 3 + " bytes, was " + pixels);
        }
    }
}
