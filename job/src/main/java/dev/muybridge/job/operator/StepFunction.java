package dev.muybridge.job.operator;

import dev.muybridge.job.model.Step;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.Inputs;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import dev.muybridge.stage.CallCounts;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.Workers;
import dev.muybridge.stage.WorkersLostException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One asynchronous stage. A failure that comes in goes on as it is; an error of this stage becomes a failure of the one video it
 * happened to and never an exception of the job, unless no worker is left or OUTPUT cannot be written: that is no video's fault, and
 * would fail them all.
 */
abstract class StepFunction<I, O> extends RichAsyncFunction<Step<I>, Step<O>> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(StepFunction.class);

    private final Toolkit toolkit;
    private transient TaskServices services;
    private transient Progress progress;

    StepFunction(Toolkit toolkit) {
        this.toolkit = toolkit;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        services = TaskServices.acquire(toolkit);
        progress = new Progress(getRuntimeContext().getMetricGroup(), () -> calls(services.workers()));
    }

    @Override
    public void close() throws Exception {
        if (services != null) {
            services.release();
        }
    }

    @Override
    public void asyncInvoke(Step<I> step, ResultFuture<Step<O>> out) {
        I value = step.result();
        if (value == null) {
            out.complete(List.of(Step.failed(step.video(), failureOf(step))));
            return;
        }
        var unused = process(value).whenComplete((result, error) -> {
            WorkersLostException lost = error == null ? null : WorkersLostException.in(error);
            OutputException unwritten = error == null ? null : OutputException.in(error);
            if (lost != null) {
                TaskServices.lost(toolkit, lost);
                out.completeExceptionally(lost);
            } else if (unwritten != null) {
                out.completeExceptionally(unwritten);
            } else {
                out.complete(List.of(outcome(step.video(), result, error)));
            }
        });
    }

    @Override
    public void timeout(Step<I> step, ResultFuture<Step<O>> out) {
        String detail = "A worker gave no answer in time; run again to retry.";
        progress.failed(step.video().video(), FailureKind.WORKER_ERROR);
        out.complete(List.of(Step.failed(step.video(), new Failure(FailureKind.WORKER_ERROR, detail))));
    }

    /** Does this stage's work; must not block. */
    abstract CompletableFuture<O> process(I value);

    /** How the calls that this stage makes have gone so far. */
    abstract CallCounts calls(Workers workers);

    final TaskServices services() {
        return services;
    }

    final Progress progress() {
        return progress;
    }

    /** Runs blocking work on the I/O pool. */
    final <T> CompletableFuture<T> onIo(Callable<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                services.io());
    }

    private Step<O> outcome(VideoRef video, O result, Throwable error) {
        if (error == null) {
            return Step.done(video, result);
        }
        Failure failure = classify(video, error);
        progress.failed(video.video(), failure.kind());
        LOG.warn("{}: {} {}", video.video(), failure.kind().code(), failure.detail(), error);
        return Step.failed(video, failure);
    }

    /** Why {@code video} failed with {@code error}; a file that is another by now is what is to blame, whatever has come of it. */
    static Failure classify(VideoRef video, Throwable error) {
        Optional<Failure> changed = Inputs.changed(video);
        if (changed.isPresent()) {
            return changed.get();
        }
        Throwable cause = error;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof VideoException known) {
            return known.failure();
        }
        if (cause instanceof IOException) {
            return new Failure(FailureKind.IO_ERROR, "Reading or writing failed: " + cause.getMessage());
        }
        return new Failure(FailureKind.WORKER_ERROR, "A worker failed: " + cause);
    }

    static Failure failureOf(Step<?> step) {
        Failure failure = step.failure();
        if (failure == null) {
            throw new IllegalStateException("a step without a result has a failure, was " + step);
        }
        return failure;
    }
}
