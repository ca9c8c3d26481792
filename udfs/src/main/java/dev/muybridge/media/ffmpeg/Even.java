package dev.muybridge.media.ffmpeg;

/** Sizes that 4:2:0 pictures can have. */
final class Even {
    private Even() {}

    /** The next even number of pixels. */
    static int up(int pixels) {
        return pixels + pixels % 2;
    }
}
