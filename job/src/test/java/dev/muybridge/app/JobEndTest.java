package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.job.progress.WorkersLost;
import dev.muybridge.stage.WorkersLostException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.util.OptionalFailure;
import org.apache.flink.util.SerializedThrowable;
import org.apache.flink.util.SerializedValue;
import org.junit.jupiter.api.Test;

final class JobEndTest {
    private static final String OTHER = "Task is not running, but in state FAILED";

    @Test
    void check_ofAJobThatHasDoneItsWork_isSilent() {
        assertThatCode(() -> new JobEnd(result(JobStatus.FINISHED).build()).check())
                .doesNotThrowAnyException();
    }

    @Test
    void check_whenWorkersWereLost_throwsThat_whateverFlinkSays() throws IOException {
        JobEnd end = new JobEnd(failed(new IllegalStateException(OTHER))
                .accumulatorResults(
                        lost(new WorkersLost(7, "nothing to connect to"), new WorkersLost(5, "all workers are lost")))
                .build());

        assertThatThrownBy(end::check)
                .isInstanceOf(WorkersLostException.class)
                .hasMessage("all workers are lost")
                .hasRootCauseMessage(OTHER);
    }

    @Test
    void check_whenFlinkSaysThatWorkersWereLost_throwsThat() throws IOException {
        WorkersLostException lost = new WorkersLostException("no worker starts");
        JobEnd end = new JobEnd(
                failed(new RuntimeException(lost)).accumulatorResults(lost()).build());

        assertThatThrownBy(end::check).isInstanceOf(WorkersLostException.class).hasMessage("no worker starts");
    }

    @Test
    void check_ofAnotherFailure_throwsFlinksErrorWithItsCause() throws IOException {
        JobEnd end = new JobEnd(failed(new IllegalStateException(OTHER))
                .accumulatorResults(lost())
                .build());

        assertThatThrownBy(end::check)
                .isInstanceOf(JobExecutionException.class)
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void check_ofAJobThatWasCancelled_saysSo() {
        assertThatThrownBy(() -> new JobEnd(result(JobStatus.CANCELED).build()).check())
                .isInstanceOf(JobCancellationException.class)
                .message()
                .contains("cancel");
    }

    /** As two operators tell it. */
    private static Map<String, SerializedValue<OptionalFailure<Object>>> lost(WorkersLost... told) throws IOException {
        Map<String, SerializedValue<OptionalFailure<Object>>> accumulators = new HashMap<>();
        for (WorkersLost each : told) {
            accumulators.put("lost at " + each.micros(), new SerializedValue<>(OptionalFailure.of(each)));
        }
        return accumulators;
    }

    private static JobResult.Builder failed(Throwable why) {
        return result(JobStatus.FAILED).serializedThrowable(new SerializedThrowable(why));
    }

    private static JobResult.Builder result(JobStatus status) {
        return new JobResult.Builder().jobId(new JobID()).jobStatus(status).netRuntime(1);
    }
}
