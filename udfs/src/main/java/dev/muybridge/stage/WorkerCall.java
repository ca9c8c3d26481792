package dev.muybridge.stage;

import java.io.Serializable;

/**
 * What a worker is working on.
 *
 * @param worker which one, 0-based
 * @param step what it does
 * @param about what the call is about, for people; empty if nobody said
 * @param millis how long it has been at it, ms
 */
public record WorkerCall(int worker, WorkStep step, String about, long millis) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The same, with {@code others} counted before the workers that this one is of. */
    public WorkerCall after(int others) {
        return new WorkerCall(others + worker, step, about, millis);
    }
}
