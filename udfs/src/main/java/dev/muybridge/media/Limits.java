package dev.muybridge.media;

import java.io.Serializable;

/**
 * The most that a video may ask for. Files can claim anything: a few bytes can declare more than any machine has.
 *
 * @param pixels per stored picture, 1 or more
 * @param streams number of streams of all kinds, 1 or more
 * @param hours from the first frame to the end of the last, positive
 */
public record Limits(long pixels, int streams, double hours) implements Serializable {
    /** Enough for 8K (7680x4320), half a day, and a camera with many tracks. */
    public static final Limits DEFAULT = new Limits(36_000_000, 64, 12);

    /** No limits, for files that were planned within limits and for our own. */
    public static final Limits NONE = new Limits(Long.MAX_VALUE, Integer.MAX_VALUE, Double.POSITIVE_INFINITY);

    public Limits {
        if (pixels < 1) {
            throw new IllegalArgumentException("pixels must be 1 or more, was " + pixels);
        }
        if (streams < 1) {
            throw new IllegalArgumentException("streams must be 1 or more, was " + streams);
        }
        if (!(hours > 0)) {
            throw new IllegalArgumentException("hours must be more than 0, was " + hours);
        }
    }
}
