package dev.muybridge.cli;

/** The exit codes of the process. 130 and 143 come from the JVM when a signal stops it. */
final class ExitCode {
    /** All videos are done, or there were none. */
    static final int OK = 0;

    /** The job failed. */
    static final int JOB_FAILED = 1;

    /** Wrong usage, or no such input. */
    static final int USAGE = 2;

    /** Some or all videos failed; the others are finished. */
    static final int VIDEOS_FAILED = 3;

    private ExitCode() {}
}
