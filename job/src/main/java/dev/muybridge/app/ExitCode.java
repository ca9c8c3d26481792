package dev.muybridge.app;

import dev.muybridge.job.source.InputsException;
import java.io.FileNotFoundException;

/** How a run ended, as a number: the process's exit code, and what the run's report says. */
public final class ExitCode {
    /** All videos are done, or there were none. */
    public static final int OK = 0;

    /** The job failed. */
    public static final int JOB_FAILED = 1;

    /** Wrong usage, or no such input. */
    public static final int USAGE = 2;

    /** Some or all videos failed; the others are finished. */
    public static final int VIDEOS_FAILED = 3;

    /** The run was stopped or its job cancelled. If it was a signal that did so, the JVM ends with 130 or 143 by itself. */
    public static final int CANCELLED = 130;

    private ExitCode() {}

    /** Of a run that came to its end. */
    public static int of(RunReport report) {
        return report.failed().isEmpty() ? OK : VIDEOS_FAILED;
    }

    /** Of a run that ended with {@code error}. */
    public static int of(Exception error) {
        if (error instanceof CancelledException) {
            return CANCELLED;
        }
        return error instanceof FileNotFoundException || error instanceof InputsException ? USAGE : JOB_FAILED;
    }
}
