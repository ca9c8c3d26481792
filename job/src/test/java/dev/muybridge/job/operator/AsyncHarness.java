package dev.muybridge.job.operator;

import dev.muybridge.job.progress.JobProgress;
import dev.muybridge.job.progress.StepProgress;
import dev.muybridge.stage.WorkStep;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** An asynchronous function in Flink's operator for such, as the job has it. */
final class AsyncHarness<I, O> implements AutoCloseable {
    static final long TIMEOUT_MILLIS = TimeUnit.MINUTES.toMillis(10);
    private static final int AT_ONCE = 10;

    private final OneInputStreamOperatorTestHarness<I, O> harness;

    /** @param state what an earlier one has left; null for nothing */
    AsyncHarness(AsyncFunction<I, O> function, TypeInformation<I> in, @Nullable OperatorSubtaskState state)
            throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(
                new AsyncWaitOperatorFactory<>(function, TIMEOUT_MILLIS, AT_ONCE, AsyncDataStream.OutputMode.UNORDERED),
                in.createSerializer(new SerializerConfigImpl()));
        harness.getEnvironment().setExpectedExternalFailureCause(Throwable.class);
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    /** Returns at once, whatever becomes of it. */
    void give(I value) throws Exception {
        harness.processElement(value, 0);
    }

    /** What is under way. */
    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    void letTimePass(long millis) throws Exception {
        harness.setProcessingTime(millis);
    }

    /** Waits until nothing is under way; all that has come out. */
    List<O> end() throws Exception {
        harness.endInput();
        return harness.extractOutputValues();
    }

    /** What it tells the program that runs the job. */
    StepProgress progress(WorkStep step) {
        var told = ((AbstractStreamOperator<?>) harness.getOperator())
                .getRuntimeContext()
                .getAccumulator(JobProgress.stepName(step.verb()));
        return (StepProgress) told.getLocalValue();
    }

    /** Why the job has failed, null if it has not. */
    @Nullable
    Throwable jobFailure() {
        return harness.getEnvironment().getActualExternalFailureCause().orElse(null);
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
