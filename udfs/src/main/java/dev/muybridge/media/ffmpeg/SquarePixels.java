package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.Rational;

/**
 * The size of a picture once its pixels are square: no side is smaller than stored, and a changed side is even.
 *
 * @param width pixels
 * @param height pixels
 */
record SquarePixels(int width, int height) {
    /** A more extreme aspect ratio than this is damage, and is ignored. */
    private static final double LONGEST = 4;

    /** Aspect ratios closer to square than this count as square: encoders write them where they pad to whole blocks. */
    private static final double NEAR = 0.01;

    /**
     * The size of a stored picture.
     *
     * @param aspect width of a stored pixel over its height, 0/1 if the container does not say
     */
    static SquarePixels of(int width, int height, Rational aspect) {
        double ratio = (double) aspect.num() / aspect.den();
        if (ratio > 1 + NEAR && ratio <= LONGEST) {
            return new SquarePixels(even(width * ratio), height);
        }
        if (ratio < 1 - NEAR && ratio >= 1 / LONGEST) {
            return new SquarePixels(width, even(height / ratio));
        }
        return new SquarePixels(width, height);
    }

    private static int even(double pixels) {
        return (int) Math.round(pixels / 2) * 2;
    }
}
