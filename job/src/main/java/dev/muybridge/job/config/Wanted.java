package dev.muybridge.job.config;

import dev.muybridge.motion.Measures;
import dev.muybridge.motion.Subject;
import java.io.Serializable;

/**
 * What to process in a video.
 *
 * @param people how many people are reported
 * @param subject which of them is number 0
 * @param clips which parts of it
 * @param slowMotion how many times slower than life it plays, 0.001 to 1000; 1 for most
 * @param measures what is measured
 */
public record Wanted(People people, Subject subject, Clips clips, double slowMotion, Measures measures)
        implements Serializable {
    /** The main person, in the whole video, at real-life speed. */
    public static final Wanted DEFAULT = new Wanted(People.MAIN, Subject.MOST_PROMINENT, Clips.WHOLE, 1);

    private static final double SLOWEST = 1000;

    /** With the standard measures. */
    public Wanted(People people, Subject subject, Clips clips, double slowMotion) {
        this(people, subject, clips, slowMotion, Measures.STANDARD);
    }

    /** The same when it is known which parts of which videos that means. */
    Wanted withoutClips() {
        return new Wanted(people, subject, Clips.WHOLE, slowMotion, measures);
    }

    public Wanted {
        if (!(slowMotion >= 1 / SLOWEST && slowMotion <= SLOWEST)) {
            throw new IllegalArgumentException("--slow-motion must be 0.001 to 1000, was " + slowMotion);
        }
    }
}
