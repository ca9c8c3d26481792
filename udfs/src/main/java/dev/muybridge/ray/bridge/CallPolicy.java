package dev.muybridge.ray.bridge;

import java.time.Duration;

/**
 * How calls are treated.
 *
 * @param atOnce how many calls of all pools together are worked on at the same time, 1 or more
 * @param losses how many actors a call may lose before it fails, 1 or more, and how many may be lost at one place while they
 *     start; a process can be lost for reasons that have nothing to do with the call
 * @param crashes how many actors a call may crash before it fails, 1 or more; these are not counted as lost
 * @param hangs how many actors a call may hang before it fails, 1 or more
 * @param startPatience how long an actor may take to start, including waiting for room; longer than Ray itself takes to notice
 *     that a process ended before it spoke to its raylet
 * @param starts how many actors at one place may fail to start in time, one after another and while none of the pool is up,
 *     before all calls fail
 * @param memory an actor whose process is larger than this after an answer is replaced, bytes
 */
public record CallPolicy(
        int atOnce, int losses, int crashes, int hangs, Duration startPatience, int starts, long memory) {
    public CallPolicy {
        if (atOnce < 1 || losses < 1 || crashes < 1 || hangs < 1 || starts < 1 || memory < 1) {
            throw new IllegalArgumentException(
                    "atOnce, losses, crashes, hangs, starts and memory must be 1 or more, were " + atOnce + ", "
                            + losses + ", " + crashes + ", " + hangs + ", " + starts + ", " + memory);
        }
    }
}
