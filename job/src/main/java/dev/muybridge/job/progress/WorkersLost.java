package dev.muybridge.job.progress;

import java.io.Serializable;

/**
 * Why no worker is left. Whoever finds that out first says why; all others only find that there is nobody left, so the earliest
 * counts.
 *
 * @param micros when that was found out, microseconds since 1970
 * @param reason a line for the user; empty while there are workers
 */
public record WorkersLost(long micros, String reason) implements Serializable {
    /** There are workers. */
    static final WorkersLost NONE = new WorkersLost(Long.MAX_VALUE, "");

    private static final long serialVersionUID = 2L;

    /** The earlier of the two. */
    WorkersLost or(WorkersLost other) {
        return other.micros < micros ? other : this;
    }
}
