package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.stage.WorkersLostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.client.JobExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** In a JobManager, Flink says by an exception alone how a job ended. */
final class EmbeddedJobTest {
    private static final JobID ID = new JobID();

    @Test
    void jobThatHasDoneItsWork_isNoError() {
        CompletableFuture<JobExecutionResult> result =
                CompletableFuture.completedFuture(new JobExecutionResult(ID, 5, Map.of()));

        assertThatCode(() -> end(result).check()).doesNotThrowAnyException();
    }

    @Test
    void jobThatWasCancelled_saysSo() {
        assertThatThrownBy(() -> end(failed(new JobCancellationException(ID, "Job was cancelled.", null)))
                        .check())
                .isInstanceOf(JobCancellationException.class);
    }

    @Test
    void jobThatFailed_keepsItsReason() {
        assertThatThrownBy(() -> end(failed(new JobExecutionException(ID, "failed", new IllegalStateException("why"))))
                        .check())
                .isInstanceOf(JobExecutionException.class)
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("why");
    }

    @Test
    void jobWhoseWorkersWereLost_saysSoInTheWorkersWords() {
        WorkersLostException lost = new WorkersLostException("no worker starts");

        assertThatThrownBy(() -> end(failed(new JobExecutionException(ID, "failed", new RuntimeException(lost))))
                        .check())
                .isInstanceOf(WorkersLostException.class)
                .hasMessage("no worker starts");
    }

    @Test
    void jobOfWhichFlinkSaysNothing_isNotAtItsEnd_thisProcessIs() {
        for (Exception error : List.of(
                new IllegalStateException("the dispatcher has ended"),
                new JobExecutionException(ID, "Job completed with illegal application status: UNKNOWN.", null))) {
            assertThatThrownBy(() -> end(failed(error)))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
        }
    }

    private static CompletableFuture<JobExecutionResult> failed(Exception error) {
        return CompletableFuture.failedFuture(new CompletionException(error));
    }

    private static JobEnd end(CompletableFuture<JobExecutionResult> result) {
        return new EmbeddedJob(new Client(result)).end().join();
    }

    private record Client(CompletableFuture<JobExecutionResult> result) implements JobClient {
        @Override
        public JobID getJobID() {
            return ID;
        }

        @Override
        public CompletableFuture<JobExecutionResult> getJobExecutionResult() {
            return result;
        }

        @Override
        public CompletableFuture<JobStatus> getJobStatus() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Void> cancel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<String> stopWithSavepoint(
                boolean advance, @Nullable String directory, SavepointFormatType format) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<String> triggerSavepoint(@Nullable String directory, SavepointFormatType format) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Map<String, Object>> getAccumulators() {
            throw new UnsupportedOperationException();
        }
    }
}
