package dev.muybridge.app;

import dev.muybridge.job.progress.JobProgress;
import dev.muybridge.stage.WorkersLostException;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.accumulators.AccumulatorHelper;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.jobmaster.JobResult;

/**
 * How a job ended.
 *
 * @param result as Flink reports it, with the last values of the operators' accumulators
 */
record JobEnd(JobResult result) {
    /** Loads the classes of operators' values and errors. */
    static final ClassLoader CLASSES = JobEnd.class.getClassLoader();

    /**
     * Returns when the job has done its work.
     *
     * @throws WorkersLostException when it failed because no worker was left. Flink may name another reason: because its
     *     source's coordinator noticed a failed task before the task itself said why, or because it names the error of a second
     *     task, which only found that there was nothing left to connect to
     * @throws JobExecutionException when it failed for another reason, or was cancelled
     * @throws IOException when what the cluster has sent cannot be read
     */
    void check() throws JobExecutionException, IOException {
        try {
            if (!result.isSuccess()) {
                Optional<String> lost = last().workersLost();
                JobExecutionException error = error();
                if (lost.isPresent()) {
                    throw new WorkersLostException(lost.get(), error);
                }
                WorkersLostException told = WorkersLostException.in(error);
                if (told != null) {
                    throw told;
                }
                throw error;
            }
        } catch (ClassNotFoundException e) {
            throw new IOException("the job's end cannot be read: " + e, e);
        }
    }

    private JobProgress last() throws IOException, ClassNotFoundException {
        return JobProgress.of(
                AccumulatorHelper.deserializeAndUnwrapAccumulators(result.getAccumulatorResults(), CLASSES));
    }

    private JobExecutionException error() throws IOException, ClassNotFoundException {
        try {
            result.toJobExecutionResult(CLASSES);
            throw new IllegalStateException("a job that did not succeed has an error, was " + result);
        } catch (JobExecutionException e) {
            return e;
        }
    }
}
