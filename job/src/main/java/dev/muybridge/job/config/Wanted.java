package dev.muybridge.job.config;

import dev.muybridge.media.Clip;
import java.io.Serializable;

/**
 * What of a video is wanted.
 *
 * @param people of whom it is told
 * @param clip the part
 * @param slowMotion how many times slower than life it plays, 0.001 to 1000; 1 for most
 */
public record Wanted(People people, Clip clip, double slowMotion) implements Serializable {
    /** The main person, in all of it, at the speed of life. */
    public static final Wanted DEFAULT = new Wanted(People.MAIN, Clip.WHOLE, 1);

    private static final double SLOWEST = 1000;

    public Wanted {
        if (!(slowMotion >= 1 / SLOWEST && slowMotion <= SLOWEST)) {
            throw new IllegalArgumentException("--slow-motion must be 0.001 to 1000, was " + slowMotion);
        }
    }
}
