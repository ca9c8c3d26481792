package dev.muybridge.media;

/** A picture in native memory. Its sizes are those of the upright picture, whatever the order of its bytes. */
public sealed interface Image permits RgbImage, YuvImage {
    /** Width of the upright picture, pixels. */
    int width();

    /** Height of the upright picture, pixels. */
    int height();
}
