package dev.muybridge.app;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.operator.TaskServices;
import dev.muybridge.job.operator.TooManyFailuresException;
import dev.muybridge.job.sink.Publisher;
import dev.muybridge.job.source.InputFile;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.StagedBefore;
import dev.muybridge.job.table.Catalogue;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.WorkersLostException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.fs.FileSystem;
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
    private volatile boolean stopped;

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
        this(options, () -> WorkerHost.of(toolkit), listener, () -> LocalCluster.start(uiPort));
    }

    VideoRun(RunOptions options, WorkerHost.Starter workers, RunListener listener, Cluster.Starter clusters) {
        this.clusters = clusters;
        this.options = options;
        this.workers = workers;
        this.listener = listener;
        this.layout = new OutputLayout(options.output(), options.optionsHash());
    }

    /**
     * Runs, and returns when all videos have their rows, or when the job is handed over to a cluster where it is to go on alone:
     * then the report has what was done before.
     *
     * @throws RunException when the run cannot begin or the job fails; videos that fail alone are in the report
     * @throws IOException when an input does not exist or OUTPUT cannot be used
     */
    public RunReport execute() throws IOException, RunException, InterruptedException {
        long begun = System.nanoTime();
        WorkList listed = WorkList.of(options);
        if (listed.files().isEmpty()) {
            listener.planned(listed);
            return new RunReport(List.of(), List.of(), 0, seconds(begun));
        }
        FileSystem files = layout.staging().getFileSystem();
        if (files.isDistributedFS()) {
            return executeOn(begun);
        }
        Path output = Path.of(layout.path(".").getPath());
        try (OutputLock lock = OutputLock.acquire(output)) {
            DiskSpace.check(output, listed.bytes());
            return executeOn(begun);
        }
    }

    /** Ends a run that {@link #execute} is in, from another thread; nothing half-done becomes visible. */
    public void stop(Duration patience) throws ExecutionException, InterruptedException, TimeoutException {
        stopped = true;
        Cluster running = cluster;
        if (running != null) {
            running.stop(patience);
        }
    }

    private RunReport executeOn(long begun) throws IOException, RunException, InterruptedException {
        clusters.requireIdle(options);
        Publisher publisher = new Publisher(layout);
        publisher.rollForward();
        publisher.removeUnfinished();
        WorkList work = WorkList.of(options);
        StagedBefore.removeGone(layout, work.videoIds());
        listener.planned(work);
        listener.took("listing", seconds(begun));
        if (!work.toDo().isEmpty() && !runJob(work)) {
            return new RunReport(List.of(), List.of(), work.doneBefore(), seconds(begun));
        }
        FileSystem files = layout.staging().getFileSystem();
        files.delete(layout.checkpoints(), true);
        // Of what Flink has prepared twice, having lost a TaskManager in between, the first is still there.
        publisher.removeUnfinished();
        return report(work, begun);
    }

    /** Returns whether the job has ended. */
    private boolean runJob(WorkList work) throws IOException, RunException, InterruptedException {
        long begun = System.nanoTime();
        try (WorkerHost host = workers.start();
                Cluster started = clusters.start()) {
            cluster = started;
            listener.took("Flink", seconds(begun));
            Toolkit toolkit = host.toolkit();
            if (host.startsRay()) {
                listener.took("Ray, beside Flink", seconds(begun));
            }
            return runOn(started, toolkit, work);
        } catch (WorkersLostException e) {
            throw stopped ? stopped() : new RunException(String.valueOf(e.getMessage()), e);
        } catch (IOException | RunException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw stopped ? stopped() : new RunException("the job failed: " + reason(e), e);
        } finally {
            cluster = null;
        }
    }

    private boolean runOn(Cluster started, Toolkit toolkit, WorkList work) throws Exception {
        long submitted = System.nanoTime();
        Cluster.RunningJob job = started.submit(options.forVideos(work.toDo().size()), toolkit);
        listener.submitted(job.id(), job.rest());
        if (!started.isAttended()) {
            return false;
        }
        RunMonitor monitor = new RunMonitor(new FlinkMetrics(job.rest(), job.id()), listener);
        try {
            await(job, monitor);
        } catch (ExecutionException e) {
            if (ExceptionUtils.findThrowable(e, TooManyFailuresException.class).isPresent()) {
                new Publisher(layout).rollForward();
                tellRest(work, monitor);
            }
            throw TaskServices.endOf(toolkit, e);
        }
        listener.took(RunListener.JOB, seconds(submitted));
        if (stopped) {
            throw stopped();
        }
        tellRest(work, monitor);
        return true;
    }

    private static RunException stopped() {
        return new RunException("the run was stopped; another one goes on where it was");
    }

    private static void await(Cluster.RunningJob job, RunMonitor monitor)
            throws InterruptedException, ExecutionException {
        while (true) {
            try {
                job.result().get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                monitor.look();
            }
        }
    }

    private void tellRest(WorkList work, RunMonitor monitor) throws IOException {
        Catalogue catalogue = new Catalogue(layout);
        for (InputFile file : work.toDo()) {
            catalogue.row(file.videoId()).ifPresent(row -> {
                VideoRow.Content content = row.content();
                String detail = row.detail() == null ? "" : row.detail();
                String message = row.reason() == null ? detail : row.reason() + ": " + detail;
                monitor.tell(
                        row.video(),
                        row.state(),
                        content == null ? 0 : content.frames().all(),
                        message);
            });
        }
    }

    private RunReport report(WorkList work, long begun) throws IOException, RunException {
        Catalogue catalogue = new Catalogue(layout);
        List<VideoRow> done = new ArrayList<>();
        List<VideoRow> failed = new ArrayList<>(work.quarantined());
        for (InputFile file : work.toDo()) {
            VideoRow row = catalogue
                    .row(file.videoId())
                    .orElseThrow(() -> new RunException("the job ended without a row for " + file.video()));
            (row.isFinished() ? done : failed).add(row);
        }
        return new RunReport(done, failed, work.doneBefore(), seconds(begun));
    }

    private static String reason(Throwable error) {
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
