package dev.muybridge.app;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.stage.Toolkit;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** A Flink cluster that executes one run's job. */
interface Cluster extends AutoCloseable {
    /** Hands the job over. */
    RunningJob submit(RunOptions options, Toolkit toolkit) throws Exception;

    /** Whether the run waits for the job's end. */
    default boolean isAttended() {
        return true;
    }

    /** Ends the job, and what was started for it, from another thread. */
    void stop(Duration patience) throws ExecutionException, InterruptedException, TimeoutException;

    /** Gives back what was started for the job, which has ended or goes on alone. */
    @Override
    void close() throws Exception;

    /**
     * A job that was handed over.
     *
     * @param id as Flink writes it
     * @param rest address of Flink's REST interface
     * @param result ends when the job does; fails with its cause when it fails or is cancelled
     */
    record RunningJob(String id, URI rest, CompletableFuture<?> result) {}

    /** Where a cluster comes from. */
    @FunctionalInterface
    interface Starter {
        Cluster start() throws Exception;

        /**
         * Looks, before OUTPUT is touched, for a job that writes to it though nobody holds its lock.
         *
         * @throws RunException when there is one
         * @throws IOException when the cluster gives no answer
         */
        default void requireIdle(RunOptions options) throws IOException, RunException, InterruptedException {
            // A cluster that is started for one run has no other job.
        }
    }
}
