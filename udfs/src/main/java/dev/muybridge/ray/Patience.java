package dev.muybridge.ray;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long a worker may take.
 *
 * @param base for any call
 * @param perFrame more for each frame that it has to decode
 * @param start for a worker to start, including waiting for room in the cluster
 * @param head how long the cluster's head may be silent
 */
public record Patience(Duration base, Duration perFrame, Duration start, Duration head) implements Serializable {
    /** About ten times what a slow machine needs for 4K and the heaviest model. */
    public static final Patience DEFAULT = new Patience(
            Duration.ofSeconds(60), Duration.ofMillis(500), Duration.ofSeconds(90), Duration.ofSeconds(10));

    Duration forFrames(int frames) {
        return base.plus(perFrame.multipliedBy(frames));
    }
}
