package dev.muybridge.app;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.owner.OvertakenException;
import dev.muybridge.job.owner.OwnedException;
import dev.muybridge.job.owner.Ownership;
import dev.muybridge.job.sink.Publisher;
import dev.muybridge.job.sink.TooManyFailuresException;
import dev.muybridge.job.source.ForeignFileException;
import dev.muybridge.job.source.InputFile;
import dev.muybridge.job.source.InputLister;
import dev.muybridge.job.source.VideoList;
import dev.muybridge.job.storage.Aside;
import dev.muybridge.job.storage.DiskSpace;
import dev.muybridge.job.storage.FlinkOutputStore;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.StagedBefore;
import dev.muybridge.job.table.Catalogue;
import dev.muybridge.job.table.OlderTables;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.WorkersLostException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/** One run, from the listing of the inputs to the report. Used once. */
public final class VideoRun {
    private static final long POLL_MILLIS = 500;

    private final RunOptions options;
    private final WorkerHost.Starter workers;
    private final RunListener listener;
    private final OutputLayout layout;
    private final Cluster.Starter clusters;
    private volatile @Nullable Cluster cluster;
    private final Stopping stopping = new Stopping();
    private final ReportFile file;
    private WorkList planned = WorkList.EMPTY;
    private @Nullable RunMonitor monitor;
    private boolean detached;
    private boolean ofAnotherRun;

    /** Open while {@link #execute} is under way. */
    private volatile CountDownLatch executing = new CountDownLatch(0);

    /**
     * A run in this process.
     *
     * @param toolkit what the workers are made of
     */
    public VideoRun(RunOptions options, Toolkit toolkit, RunListener listener) {
        this(options, toolkit, listener, OptionalInt.empty());
    }

    /**
     * A run in this process.
     *
     * @param toolkit what the workers are made of
     * @param uiPort where Flink's web interface is shown on loopback, 0 for any free port
     */
    public VideoRun(RunOptions options, Toolkit toolkit, RunListener listener, OptionalInt uiPort) {
        this(options, () -> WorkerHost.of(toolkit), listener, LocalCluster.starter(uiPort));
    }

    VideoRun(RunOptions options, WorkerHost.Starter workers, RunListener listener, Cluster.Starter clusters) {
        this.clusters = clusters;
        this.options = options;
        this.workers = workers;
        this.listener = listener;
        this.layout = new OutputLayout(options.output(), options.keys());
        this.file = new ReportFile(options);
    }

    /**
     * Runs, and returns when all videos have their rows, or when the job is submitted to a cluster and detached: then the
     * report has only what was done before. At its end OUTPUT has a file that says how it ended, unless the job is detached,
     * OUTPUT belongs to another run, or this thread was interrupted: then the process is coming to its end, and another may go on
     * with the run.
     *
     * @throws RunException when the run cannot start or the job fails; if only some videos fail, they are in the report
     * @throws IOException when an input does not exist or OUTPUT cannot be used
     */
    public RunReport execute() throws IOException, RunException, InterruptedException {
        Instant begun = Instant.now();
        executing = new CountDownLatch(1);
        try {
            RunReport report = executeToItsEnd();
            if (!detached) {
                file.write(RunOutcome.of(options.run().name(), report, new RunOutcome.Times(begun, Instant.now())));
            }
            return report;
        } catch (IOException | RunException | InterruptedException | RuntimeException e) {
            // OUTPUT is not this program's, and what is called like its report may be somebody's.
            if (!ofAnotherRun && !isInterrupted(e) && !(e instanceof ForeignFileException)) {
                writeReport(begun, e);
            }
            throw e;
        } finally {
            executing.countDown();
        }
    }

    private static boolean isOvertaken(Ownership owner) {
        try {
            owner.check();
            return false;
        } catch (OvertakenException e) {
            return true;
        } catch (IOException e) {
            // Then there is nowhere to write a report to either.
            return false;
        }
    }

    /** Storage and Flink have errors of their own for it. */
    private static boolean isInterrupted(Exception error) {
        return Thread.currentThread().isInterrupted()
                || ExceptionUtils.findThrowable(
                                error,
                                cause -> cause instanceof InterruptedException
                                        || cause instanceof InterruptedIOException
                                        || cause instanceof ClosedByInterruptException)
                        .isPresent();
    }

    private void writeReport(Instant begun, Exception error) {
        try {
            RunReport soFar = soFar();
            file.write(RunOutcome.of(options.run().name(), soFar, new RunOutcome.Times(begun, Instant.now()), error));
        } catch (IOException | RuntimeException e) {
            error.addSuppressed(e);
        }
    }

    private RunReport executeToItsEnd() throws IOException, RunException, InterruptedException {
        long begun = System.nanoTime();
        Storage.open(options);
        InputLister lister = new InputLister(options.recursive(), layout.output());
        List<InputFile> inputs = stopping.during(
                () -> lister.list(options.inputs(), options.wanted().clips()));
        listener.passedOver(lister.passedOver(inputs));
        if (inputs.isEmpty()) {
            listener.planned(WorkList.EMPTY);
            return new RunReport(List.of(), List.of(), 0, seconds(begun));
        }
        stopping.during(() -> {
            lister.requireNoForeignFile(inputs);
            return inputs;
        });
        try (Ownership owner = Ownership.take(layout, options.run().name())) {
            try {
                return executeOn(inputs, owner, begun);
            } catch (IOException | RunException | RuntimeException e) {
                ofAnotherRun = isOvertaken(owner);
                throw e;
            }
        } catch (OwnedException e) {
            ofAnotherRun = true;
            throw new RunException(
                    e.getMessage() + " is writing to " + layout.output() + "; wait for it, or choose another --output",
                    e);
        }
    }

    /**
     * Ends a run that is in {@link #execute}, and returns when that has ended; called from another thread. Nothing half-done becomes
     * visible.
     */
    public void stop(Duration patience) throws ExecutionException, InterruptedException, TimeoutException {
        long until = System.nanoTime() + patience.toNanos();
        stopping.stop();
        Cluster running = cluster;
        if (running != null) {
            running.stop(patience);
        }
        if (!executing.await(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw new TimeoutException("the run goes on");
        }
    }

    private RunReport executeOn(List<InputFile> inputs, Ownership owner, long begun)
            throws IOException, RunException, InterruptedException {
        WorkList work = stopping.during(() -> plan(inputs, owner));
        planned = work;
        listener.planned(work);
        listener.took("listing", seconds(begun));
        if (work.toDo().isEmpty()) {
            // Otherwise whatever is started does so.
            workers.removeLeft();
            clusters.removeLeft();
        } else if (!runJob(work, owner)) {
            detached = true;
            return new RunReport(List.of(), List.of(), work.doneBefore(), seconds(begun));
        }
        owner.check();
        new FlinkOutputStore(layout).delete(OutputLayout.CHECKPOINTS);
        // If Flink prepared something twice because it lost a TaskManager in between, the first copy is still there.
        new Publisher(layout).removeUnfinished();
        return report(work, begun);
    }

    /** What a run said last that was killed is no longer true. */
    private void forgetStatus() throws IOException {
        if (layout.output().isLocal()) {
            FlinkOutputStore store = new FlinkOutputStore(layout);
            for (String name : store.list(OutputLayout.STAGING)) {
                if (name.startsWith(OutputLayout.STATUS)) {
                    store.deleteFile(OutputLayout.STAGING + "/" + name);
                }
            }
        }
    }

    /** Finishes or removes what earlier runs left, and returns what is to be done now. */
    private WorkList plan(List<InputFile> inputs, Ownership owner)
            throws IOException, RunException, InterruptedException {
        clusters.requireIdle(options);
        Publisher publisher = new Publisher(layout);
        Aside aside = new Aside(layout, listener::putAside);
        int ready = publisher.rollForward(aside);
        if (ready > 0) {
            listener.wentOn(ready);
        }
        publisher.removeUnfinished();
        owner.settle();
        forgetStatus();
        int renewed = new OlderTables(layout, options.wanted().measures()).renew();
        if (renewed > 0) {
            listener.renewed(renewed);
        }
        WorkList work = WorkList.of(options, inputs, aside);
        Optional<String> lacking = DiskSpace.lacking(layout.output(), work.sizes());
        if (lacking.isPresent()) {
            throw new RunException(lacking.get());
        }
        StagedBefore.removeGone(layout, work.videoIds());
        return work;
    }

    /** Returns whether the job has ended. */
    private boolean runJob(WorkList work, Ownership owner) throws IOException, RunException, InterruptedException {
        long begun = System.nanoTime();
        try (WorkerHost host = workers.start();
                Cluster started = clusters.start()) {
            cluster = started;
            stopping.check();
            listener.took("Flink", seconds(begun));
            Toolkit toolkit = host.toolkit();
            if (host.startsRay()) {
                listener.took("Ray, beside Flink", seconds(begun));
            }
            return runOn(started, toolkit, work, owner);
        } catch (WorkersLostException e) {
            throw stopping.isStopped() ? Stopping.error() : new RunException(String.valueOf(e.getMessage()), e);
        } catch (IOException | RunException | InterruptedException e) {
            throw e;
        } catch (RuntimeException e) {
            // A cluster that is being shut down answers with these too.
            stopping.check();
            throw e;
        } catch (Exception e) {
            throw stopping.isStopped() ? Stopping.error() : new RunException("the job failed: " + reason(owner, e), e);
        } finally {
            cluster = null;
        }
    }

    private boolean runOn(Cluster started, Toolkit toolkit, WorkList work, Ownership owner) throws Exception {
        long submitted = System.nanoTime();
        VideoList videos = VideoList.spread(work.toDo());
        owner.check();
        if (started.outlivesRun()) {
            owner.giveToJob();
        }
        RunningJob job = started.submit(options.forJob(videos.size(), owner.number()), videos, toolkit);
        listener.submitted(job.id(), started.pages());
        if (!started.isAttended()) {
            return false;
        }
        RunMonitor seen = new RunMonitor(listener, work.toDo());
        monitor = seen;
        try {
            JobEnd end = await(job, seen);
            owner.jobEnded();
            end.check();
        } catch (JobCancellationException e) {
            throw stopping.isStopped() ? Stopping.error() : cancelled(e);
        } catch (JobExecutionException e) {
            if (ExceptionUtils.findThrowable(e, TooManyFailuresException.class).isPresent()) {
                new Publisher(layout).rollForward(new Aside(layout, listener::putAside));
                tellRest(work, seen);
            }
            throw e;
        }
        listener.took(RunListener.JOB, seconds(submitted));
        stopping.check();
        tellRest(work, seen);
        seen.end();
        return true;
    }

    private static CancelledException cancelled(JobCancellationException e) {
        return new CancelledException("the job was cancelled; run the same command again to continue", e);
    }

    private static JobEnd await(RunningJob job, RunMonitor seen) throws InterruptedException, ExecutionException {
        CompletableFuture<JobEnd> end = job.end();
        while (true) {
            try {
                return end.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                seen.look(job);
            }
        }
    }

    private void tellRest(WorkList work, RunMonitor seen) throws IOException {
        Catalogue catalogue = new Catalogue(layout);
        for (InputFile file : work.toDo()) {
            catalogue.row(file.videoId()).ifPresent(row -> {
                VideoRow.Content content = row.content();
                String detail = row.detail() == null ? "" : row.detail();
                String message = row.reason() == null ? detail : row.reason() + ": " + detail;
                seen.tell(
                        row.video(),
                        row.state(),
                        content == null ? 0 : content.frames().all(),
                        message);
            });
        }
    }

    private RunReport report(WorkList work, long begun) throws IOException, RunException {
        Catalogue catalogue = new Catalogue(layout);
        List<VideoRow> rows = new ArrayList<>(work.leftAlone());
        for (InputFile file : work.toDo()) {
            rows.add(catalogue
                    .row(file.videoId())
                    .orElseThrow(() -> new RunException("the job ended without a row for " + file.video())));
        }
        return report(rows, work.doneBefore(), seconds(begun));
    }

    /** What was done when the run was cut short, as far as that had been told. */
    private RunReport soFar() throws IOException {
        Catalogue catalogue = new Catalogue(layout);
        List<VideoRow> rows = new ArrayList<>(planned.leftAlone());
        RunMonitor seen = monitor;
        for (InputFile each : planned.toDo()) {
            if (seen != null && seen.hasTold(each.video())) {
                catalogue.row(each.videoId()).ifPresent(rows::add);
            }
        }
        return report(rows, planned.doneBefore(), 0);
    }

    private static RunReport report(List<VideoRow> rows, int doneBefore, double seconds) {
        Map<Boolean, List<VideoRow>> finished = rows.stream().collect(Collectors.partitioningBy(VideoRow::isFinished));
        return new RunReport(
                finished.getOrDefault(true, List.of()), finished.getOrDefault(false, List.of()), doneBefore, seconds);
    }

    /** A run that was paused and overtaken fails in many ways; that is why. */
    private static String reason(Ownership owner, Throwable error) throws IOException {
        try {
            owner.check();
        } catch (OvertakenException e) {
            return String.valueOf(e.getMessage());
        }
        OutputException unwritten = OutputException.in(error);
        if (unwritten != null) {
            return String.valueOf(unwritten.getMessage());
        }
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
