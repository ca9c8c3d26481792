package dev.muybridge.media;

import dev.muybridge.pose.TimeBase;

/**
 * What a decoder needs to know before the first packet. The numbers are those of the FFmpeg release that this project is pinned to.
 *
 * @param codec FFmpeg's name for the codec, e.g. {@code vp9}
 * @param codecTag the container's four-character code, as a number
 * @param extradata the codec's headers, may be empty
 * @param codedWidth pixels, as stored (before rotation)
 * @param codedHeight pixels, as stored (before rotation)
 * @param pixelFormat FFmpeg's number for the pixel format, -1 if the container does not say
 * @param colour range, primaries, transfer and matrix
 * @param pixelAspect width of a stored pixel over its height, 0/1 if the container does not say
 * @param timeBase time base of the packets' timestamps
 */
public record StreamParameters(
        String codec,
        int codecTag,
        byte[] extradata,
        int codedWidth,
        int codedHeight,
        int pixelFormat,
        Colour colour,
        Rational pixelAspect,
        TimeBase timeBase) {}
