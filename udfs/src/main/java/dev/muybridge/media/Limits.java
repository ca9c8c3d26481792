package dev.muybridge.media;

import java.io.Serializable;

/**
 * What a video may ask for at most. Files say what they like: a few bytes can declare more than any machine has.
 *
 * @param pixels of one stored picture, 1 or more
 * @param streams of all kinds, 1 or more
 * @param hours from the first frame to the end of the last, positive
 */
public record Limits(long pixels, int streams, double hours) implements Serializable {
    /** Enough for 8K (7680x4320), for half a day, and for a camera's many tracks. */
    public static final Limits DEFAULT = new Limits(36_000_000, 64, 12);

    /** For what was planned within limits, and what is our own. */
    public static final Limits NONE = new Limits(Long.MAX_VALUE, Integer.MAX_VALUE, Double.POSITIVE_INFINITY);

    public Limits {
        if (pixels < 1) {
            throw new IllegalArgumentException("--max-pixels must be 1 or more, was " + pixels);
        }
        if (streams < 1) {
            throw new IllegalArgumentException("--max-streams must be 1 or more, was " + streams);
        }
        if (!(hours > 0)) {
            throw new IllegalArgumentException("--max-hours must be more than 0, was " + hours);
        }
    }
}
