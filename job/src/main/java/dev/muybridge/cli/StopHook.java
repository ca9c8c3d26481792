package dev.muybridge.cli;

import dev.muybridge.app.VideoRun;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Stops a run when a signal ends the process, in time and with nothing half-done visible. */
final class StopHook {
    private static final Duration PATIENCE = Duration.ofSeconds(7);

    private final Thread thread;

    private StopHook(Thread thread) {
        this.thread = thread;
    }

    static StopHook install(VideoRun run, RunLog log, Display display) {
        Thread thread = new Thread(
                () -> {
                    log.terminal().println();
                    display.close();
                    display.line("stopping; run the same command again to continue");
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
            // The process ends now, whatever its threads are doing; files only ever appear by a rename.
            log.terminal().println("did not stop within " + PATIENCE.toSeconds() + " s; ending anyway");
        } catch (Exception e) {
            log.trace(e);
        }
    }

    /** To call when the run has ended by itself. */
    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // A signal is already ending the process: leave the rest to the hook, and the exit code to the signal.
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
