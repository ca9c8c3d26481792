package dev.muybridge.app;

import java.util.Arrays;
import java.util.Optional;

/** How a run ended, in a word or two. */
public enum RunState {
    /** All videos are done, or there were none. */
    DONE("done"),

    /** Some or all videos failed; the others are finished. */
    SOME_FAILED("some failed"),

    /** The run ended before its work was done, for the reason that its report gives. */
    JOB_FAILED("job failed"),

    /** The run was stopped, or its job was cancelled. */
    CANCELLED("cancelled");

    private final String words;

    RunState(String words) {
        this.words = words;
    }

    /** As reports say it. */
    public String words() {
        return words;
    }

    static Optional<RunState> of(String words) {
        return Arrays.stream(values())
                .filter(state -> state.words.equals(words))
                .findFirst();
    }
}
