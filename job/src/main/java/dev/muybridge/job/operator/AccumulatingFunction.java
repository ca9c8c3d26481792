package dev.muybridge.job.operator;

import java.io.Serializable;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * An asynchronous function that reports its progress to the program that runs the job. Flink does not give accumulators to
 * asynchronous functions, because most are not safe to use from several threads; those given here must be.
 */
abstract class AccumulatingFunction<I, O> extends RichAsyncFunction<I, O> {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("NullAway.Init") // Flink sets it before anything else
    private transient RuntimeContext ofTask;

    @Override
    public void setRuntimeContext(RuntimeContext context) {
        super.setRuntimeContext(context);
        ofTask = context;
    }

    /** Makes Flink send {@code accumulator} with each heartbeat and at the task's end; any thread may use it. */
    final <V, R extends Serializable, A extends Accumulator<V, R>> A register(String name, A accumulator) {
        ofTask.addAccumulator(name, accumulator);
        return accumulator;
    }
}
