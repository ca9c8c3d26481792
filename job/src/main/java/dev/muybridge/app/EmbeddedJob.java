package dev.muybridge.app;

import dev.muybridge.job.progress.JobProgress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.SerializedThrowable;
import org.jspecify.annotations.Nullable;

/** A job as the JobManager sees it in which both it and this program run. */
record EmbeddedJob(JobClient client) implements RunningJob {
    @Override
    public String id() {
        return client.getJobID().toHexString();
    }

    @Override
    public JobProgress progress() throws InterruptedException, ExecutionException, TimeoutException {
        return JobProgress.of(client.getAccumulators().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    }

    /**
     * Flink tells of a failure only by an exception here, without what the operators reported last. It fails with an
     * {@link InterruptedException} when Flink does not say how the job ended: then this process is coming to its end, and the job may go on
     * without it.
     */
    @Override
    public CompletableFuture<JobEnd> end() {
        return client.getJobExecutionResult()
                .handle((result, error) ->
                        error == null ? new JobEnd(ended(JobStatus.FINISHED).build()) : end(error));
    }

    private JobEnd end(Throwable error) {
        if (find(error, JobCancellationException.class) != null) {
            return new JobEnd(ended(JobStatus.CANCELED).build());
        }
        JobExecutionException failed = find(error, JobExecutionException.class);
        Throwable why = failed == null ? null : failed.getCause();
        if (why == null) {
            throw new CompletionException(new InterruptedException("the JobManager ends before the job: " + error));
        }
        return new JobEnd(ended(JobStatus.FAILED)
                .serializedThrowable(new SerializedThrowable(why))
                .build());
    }

    private JobResult.Builder ended(JobStatus status) {
        return new JobResult.Builder()
                .jobId(client.getJobID())
                .jobStatus(status)
                .netRuntime(1);
    }

    private static <T extends Throwable> @Nullable T find(Throwable error, Class<T> type) {
        return ExceptionUtils.findThrowable(error, type).orElse(null);
    }

    @Override
    public CompletableFuture<?> cancel() {
        return client.cancel();
    }
}
