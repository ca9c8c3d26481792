package dev.muybridge.render.planes;

import dev.muybridge.media.Colour;
import dev.muybridge.motion.PictureSize;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What red, green, blue (0..255) and opacity (0..255) each add to one of Y, U and V, times 65536.
 *
 * @param y for Y, in the order red, green, blue, opacity
 * @param u for U
 * @param v for V
 */
record YuvWeights(int[] y, int[] u, int[] v) {
    private static final int ONE = 1 << 16;

    /** The height from which a picture that does not name its matrix is taken for high definition. */
    private static final int HIGH_DEFINITION = 720;

    /**
     * The weights for frames that describe their colour like this; for a matrix that is unspecified or unknown here, the
     * picture's height decides.
     */
    static YuvWeights of(Colour colour, PictureSize size) {
        return switch (colour.matrix()) {
            case 1 -> of(0.2126, 0.0722, colour.range());
            case 4, 5, 6 -> of(0.299, 0.114, colour.range());
            case 7 -> of(0.212, 0.087, colour.range());
            case 9, 10 -> of(0.2627, 0.0593, colour.range());
            default ->
                size.height() >= HIGH_DEFINITION
                        ? of(0.2126, 0.0722, colour.range())
                        : of(0.299, 0.114, colour.range());
        };
    }

    /** All of them, one after another. */
    int[] together() {
        return Stream.of(y, u, v).flatMapToInt(IntStream::of).toArray();
    }

    private static YuvWeights of(double red, double blue, int range) {
        boolean full = range == 2;
        double green = 1 - red - blue;
        double luma = full ? 1 : 219.0 / 255;
        double chroma = full ? 1 : 224.0 / 255;
        double u = chroma / (2 * (1 - blue));
        double v = chroma / (2 * (1 - red));
        return new YuvWeights(
                fixed(luma * red, luma * green, luma * blue, full ? 0 : 16.0 / 255),
                fixed(-u * red, -u * green, u * (1 - blue), 128.0 / 255),
                fixed(v * (1 - red), -v * green, -v * blue, 128.0 / 255));
    }

    private static int[] fixed(double... weights) {
        int[] fixed = new int[weights.length];
        for (int i = 0; i < weights.length; i++) {
            fixed[i] = (int) Math.round(weights[i] * ONE);
        }
        return fixed;
    }
}
