package dev.muybridge.app;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.source.VideoList;
import dev.muybridge.stage.Toolkit;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A Flink cluster that executes one run's job. */
interface Cluster extends AutoCloseable {
    /** Submits the job, with the videos that it is to process. */
    RunningJob submit(RunOptions options, VideoList videos, Toolkit toolkit) throws Exception;

    /** Whether the run waits for the job's end. */
    default boolean isAttended() {
        return true;
    }

    /** Whether the job goes on when this process ends. */
    default boolean outlivesRun() {
        return false;
    }

    /**
     * Where a browser finds it, if it shows its pages; otherwise the address of its REST interface. Null if that is not known in
     * here.
     */
    @Nullable
    URI pages();

    /** Ends the job and everything that was started for it; called from another thread. */
    void stop(Duration patience) throws ExecutionException, InterruptedException, TimeoutException;

    /** Releases what was started for the job, which has ended or continues on its own. */
    @Override
    void close() throws Exception;

    /** Where a cluster comes from. */
    @FunctionalInterface
    interface Starter {
        Cluster start() throws Exception;

        /**
         * Checks, before OUTPUT is touched, that no job is writing to it without holding its lock.
         *
         * @throws RunException when one is
         * @throws IOException when the cluster does not answer
         */
        default void requireIdle(RunOptions options) throws IOException, RunException, InterruptedException {
            // A cluster that is started for one run has no other job.
        }

        /** Removes what such a cluster has left that was killed, if it could have left anything here. */
        default void removeLeft() throws IOException {
            // Another one's files are not on this machine, or not its client's.
        }
    }
}
