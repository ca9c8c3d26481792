package dev.muybridge.cli;

import dev.muybridge.app.VideoRun;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Ends a run when a signal ends the process: in time, with nothing half-done visible. */
final class StopHook {
    private static final Duration PATIENCE = Duration.ofSeconds(7);

    private final Thread thread;

    private StopHook(Thread thread) {
        this.thread = thread;
    }

    static StopHook install(VideoRun run, RunLog log) {
        Thread thread = new Thread(
                () -> {
                    log.terminal().println();
                    log.terminal().println("stopping; the same command goes on where this run was");
                    stop(run, log);
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(thread);
        return new StopHook(thread);
    }

    private static void stop(VideoRun run, RunLog log) {
        try {
            run.stop(PATIENCE);
        } catch (TimeoutException e) {
            // The process ends now whatever its threads do; files appear by rename only.
            log.terminal().println("not stopped within " + PATIENCE.toSeconds() + " s; ended all the same");
        } catch (Exception e) {
            log.trace(e);
        }
    }

    /** The run has ended by itself. */
    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // A signal is ending the process already: the hook has the last word, and the exit code is the signal's.
            waitForTheEnd();
        }
    }

    private void waitForTheEnd() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
