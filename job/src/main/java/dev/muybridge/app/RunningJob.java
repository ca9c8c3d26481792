package dev.muybridge.app;

import dev.muybridge.job.progress.JobProgress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.ClusterClient;

/** A job that was submitted to a cluster of any kind. */
final class RunningJob {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JobID id;
    private final ClusterClient<?> client;

    /** @param client closed by the caller */
    RunningJob(JobID id, ClusterClient<?> client) {
        this.id = id;
        this.client = client;
    }

    /** As Flink writes it. */
    String id() {
        return id.toHexString();
    }

    /**
     * What the job's operators have reported so far.
     *
     * @throws TimeoutException when the cluster does not answer in time
     * @throws ExecutionException when it answers with an error
     */
    JobProgress progress() throws InterruptedException, ExecutionException, TimeoutException {
        return JobProgress.of(
                client.getAccumulators(id, JobEnd.CLASSES).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Completes when the job ends; fails when the cluster is lost. */
    CompletableFuture<JobEnd> end() {
        return client.requestJobResult(id).thenApply(JobEnd::new);
    }

    /** Asks the cluster to end the job. */
    CompletableFuture<?> cancel() {
        return client.cancel(id);
    }
}
