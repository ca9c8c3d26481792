package dev.muybridge.app;

import dev.muybridge.job.progress.JobProgress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.ClusterClient;

/**
 * A job as a client of its cluster sees it.
 *
 * @param client closed by the caller
 */
record ClientJob(JobID job, ClusterClient<?> client) implements RunningJob {
    @Override
    public String id() {
        return job.toHexString();
    }

    @Override
    public JobProgress progress() throws InterruptedException, ExecutionException, TimeoutException {
        return JobProgress.of(
                client.getAccumulators(job, JobEnd.CLASSES).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public CompletableFuture<JobEnd> end() {
        return client.requestJobResult(job).thenApply(JobEnd::new);
    }

    @Override
    public CompletableFuture<?> cancel() {
        return client.cancel(job);
    }
}
