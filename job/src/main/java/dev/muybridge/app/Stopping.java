package dev.muybridge.app;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Passes another thread's request to stop on to the thread that runs: at some times that thread is interrupted, at any
 * time it can check.
 */
final class Stopping {
    private boolean stopped;
    private @Nullable Thread interruptible;

    /** Work that ends early when its thread is interrupted. */
    @FunctionalInterface
    interface Work<T> {
        T get() throws IOException, RunException, InterruptedException;
    }

    /**
     * Does {@code work}; a stop interrupts it.
     *
     * @throws RunException when the run was stopped before {@code work}, during it or at its end
     */
    <T> T during(Work<T> work) throws IOException, RunException, InterruptedException {
        begin();
        T result;
        try {
            result = work.get();
        } catch (IOException | RunException | InterruptedException | RuntimeException e) {
            end();
            throw e;
        }
        end();
        return result;
    }

    private synchronized void begin() throws RunException {
        check();
        interruptible = Thread.currentThread();
    }

    /** Whatever interrupted work threw or returned, the stop is what counts. */
    private synchronized void end() throws RunException {
        interruptible = null;
        if (stopped) {
            Thread.interrupted();
        }
        check();
    }

    /** Stops, from any thread. */
    synchronized void stop() {
        stopped = true;
        if (interruptible != null) {
            interruptible.interrupt();
        }
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /** @throws RunException when the run was stopped */
    synchronized void check() throws RunException {
        if (stopped) {
            throw error();
        }
    }

    /** What a stopped run ends with. */
    static CancelledException error() {
        return new CancelledException("the run was stopped; run the same command again to continue", null);
    }
}
