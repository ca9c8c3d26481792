package dev.muybridge.media;

/**
 * How numbers become colours, as code points of ITU-T H.273; 2 means unspecified (for the range, 0).
 *
 * @param range 0 unspecified, 1 limited ("tv"), 2 full ("pc")
 * @param primaries ColourPrimaries
 * @param transfer TransferCharacteristics
 * @param matrix MatrixCoefficients
 */
public record Colour(int range, int primaries, int transfer, int matrix) {}
