package dev.muybridge.motion;

/** The upright picture's width and height in pixels. */
public record PictureSize(int width, int height) {
    public PictureSize {
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException("a picture has a positive size, was " + width + "x" + height);
        }
    }
}
