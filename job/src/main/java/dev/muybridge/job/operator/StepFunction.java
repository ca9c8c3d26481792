package dev.muybridge.job.operator;

import dev.muybridge.job.model.Step;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.progress.JobProgress;
import dev.muybridge.job.progress.StepProgress;
import dev.muybridge.job.progress.StepProgressAccumulator;
import dev.muybridge.job.progress.WorkersLostAccumulator;
import dev.muybridge.job.storage.Inputs;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import dev.muybridge.stage.CallCounts;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.WorkStep;
import dev.muybridge.stage.WorkersLostException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One asynchronous step. An incoming failure is passed on unchanged; an error of this step becomes a failure of the one video
 * it happened to and never an exception of the job, unless no worker is left or OUTPUT cannot be written: that is no video's
 * fault, and would fail them all.
 */
abstract class StepFunction<I, O> extends AccumulatingFunction<Step<I>, Step<O>> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(StepFunction.class);

    /**
     * How long the task goes on after its workers are lost, ms: longer than from one heartbeat of a local cluster to the next, which says why it
     * will fail. If the source has something for the task just when it fails, Flink notices that first, and ignores the task's own reason.
     */
    private static final long HEARD_MILLIS = 1000;

    private final Toolkit toolkit;
    private final WorkStep step;
    private final String name;
    private transient WorkersLostAccumulator workersLost;
    private transient TaskServices services;
    private transient Progress progress;

    /**
     * @param step what workers do here
     * @param name of the operator
     */
    StepFunction(Toolkit toolkit, WorkStep step, String name) {
        this.toolkit = toolkit;
        this.step = step;
        this.name = name;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        workersLost = register(JobProgress.lostName(name), new WorkersLostAccumulator());
        Share share = Share.of(getRuntimeContext().getTaskInfo(), toolkit.workers());
        services = TaskServices.acquire(toolkit, share, workersLost);
        Supplier<CallCounts> calls = () -> services.workers().counts(step);
        StepProgressAccumulator told = new StepProgressAccumulator(name, this::workers);
        progress =
                new Progress(getRuntimeContext().getMetricGroup(), calls, register(JobProgress.stepName(name), told));
    }

    @Override
    public void close() throws Exception {
        if (progress != null) {
            progress.close();
        }
        if (services != null) {
            services.release();
        }
    }

    @Override
    public void asyncInvoke(Step<I> step, ResultFuture<Step<O>> out) {
        I value = step.result();
        if (value == null) {
            out.complete(List.of(Step.failed(step.video(), failureOf(step), step.parts())));
            return;
        }
        var unused = process(value).whenComplete((result, error) -> {
            if (error != null
                    && ExceptionUtils.findThrowable(error, CancellationException.class)
                            .isPresent()) {
                return; // workers are only closed when this task has ended
            }
            WorkersLostException lost = error == null ? null : WorkersLostException.in(error);
            OutputException unwritten = error == null ? null : OutputException.in(error);
            if (lost != null) {
                workersLost.add(String.valueOf(lost.getMessage()));
                CompletableFuture.delayedExecutor(HEARD_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(() -> fail(out, lost));
            } else if (unwritten != null) {
                fail(out, unwritten);
            } else {
                out.complete(outcomes(step, result, error));
            }
        });
    }

    @Override
    public void timeout(Step<I> step, ResultFuture<Step<O>> out) {
        String detail = "A worker did not answer in time; run again to retry.";
        progress.failed(step.video().video(), FailureKind.WORKER_ERROR);
        out.complete(List.of(Step.failed(step.video(), new Failure(FailureKind.WORKER_ERROR, detail), step.parts())));
    }

    /** Does this step's work, into one result or more; must not block. Where it gives more, it takes a whole video. */
    abstract CompletableFuture<List<O>> process(I value);

    final TaskServices services() {
        return services;
    }

    final Progress progress() {
        return progress;
    }

    private StepProgress.AtWork workers() {
        CallCounts counts = services.workers().counts(step);
        return new StepProgress.AtWork(counts.inFlight() > 0, counts.busyMillis(), services.atWork(step));
    }

    /** What {@code reuse} finds, or else what {@code work} makes. */
    final <T> CompletableFuture<T> reuseOr(Callable<Optional<T>> reuse, Supplier<CompletableFuture<T>> work) {
        return services.onIo(reuse)
                .thenCompose(
                        found -> found.map(CompletableFuture::completedFuture).orElseGet(work));
    }

    private List<Step<O>> outcomes(Step<I> step, List<O> results, Throwable error) {
        VideoRef video = step.video();
        if (error == null) {
            int parts = step.parts() * results.size();
            return results.stream()
                    .map(result -> Step.done(video, result, parts))
                    .toList();
        }
        Failure failure = classify(video, error);
        progress.failed(video.video(), failure.kind());
        LOG.warn("{}: {} {}", video.video(), failure.kind().code(), failure.detail(), error);
        return List.of(Step.failed(video, failure, step.parts()));
    }

    /** Why {@code video} failed with {@code error}; if the file has changed, that is the reason, whatever error it caused. */
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
