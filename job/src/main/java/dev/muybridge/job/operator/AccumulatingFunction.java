package dev.muybridge.job.operator;

import java.io.Serializable;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous function that reports its progress to the program that runs the job. Flink does not give accumulators to
 * asynchronous functions, because most are not safe to use from several threads; those given here must be.
 *
 * <p>It has no state of its own, but after {@link #fail} its task makes no checkpoint: Flink drops the value that failed, and only then
 * ends the task. A checkpoint in between would lack the value, and the job would go on from there without it.
 */
abstract class AccumulatingFunction<I, O> extends RichAsyncFunction<I, O> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("NullAway.Init") // Flink sets it before anything else
    private transient RuntimeContext ofTask;

    private transient volatile @Nullable Throwable failed;

    /** Fails the task, and with it the job. */
    final void fail(ResultFuture<O> out, Throwable why) {
        failed = why;
        out.completeExceptionally(why);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        Throwable why = failed;
        if (why != null) {
            throw new IllegalStateException("this task has failed, and lacks a value", why);
        }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        // What is in flight is Flink's to keep.
    }

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
