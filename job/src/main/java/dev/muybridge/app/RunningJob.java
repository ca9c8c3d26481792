package dev.muybridge.app;

import dev.muybridge.job.progress.JobProgress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** A job that was submitted to a cluster of any kind. */
interface RunningJob {
    /** How long a cluster may take for an answer. */
    Duration PATIENCE = Duration.ofSeconds(5);

    /** As Flink writes it. */
    String id();

    /**
     * What the job's operators have reported so far.
     *
     * @throws TimeoutException when the cluster does not answer in time
     * @throws ExecutionException when it answers with an error
     */
    JobProgress progress() throws InterruptedException, ExecutionException, TimeoutException;

    /** Completes when the job ends; fails when the cluster is lost. */
    CompletableFuture<JobEnd> end();

    /** Asks the cluster to end the job. */
    CompletableFuture<?> cancel();
}
