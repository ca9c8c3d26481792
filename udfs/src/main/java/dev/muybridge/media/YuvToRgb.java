package dev.muybridge.media;

/**
 * How 8-bit numbers for lightness and colour become red, green and blue, 0 to 255: {@code red = luma * (Y - black) + redV * (V - 128)},
 * {@code green = luma * (Y - black) + greenU * (U - 128) + greenV * (V - 128)}, {@code blue = luma * (Y - black) + blueU * (U - 128)}.
 *
 * @param black the Y of black
 */
public record YuvToRgb(double luma, int black, double redV, double greenU, double greenV, double blueU) {
    /** The U and V of whatever has no colour. */
    public static final int GREY = 128;
}
