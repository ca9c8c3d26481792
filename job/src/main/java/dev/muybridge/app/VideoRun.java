package dev.muybridge.app;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.sink.Publisher;
import dev.muybridge.job.source.InputFile;
import dev.muybridge.job.storage.OutputLayout;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.jspecify.annotations.Nullable;

/** One run on this machine, from the listing of the inputs to the report. Used once. */
public final class VideoRun {
    private static final long POLL_MILLIS = 500;

    private final RunOptions options;
    private final Toolkit toolkit;
    private final RunListener listener;
    private final OutputLayout layout;
    private volatile @Nullable LocalCluster cluster;
    private volatile boolean stopped;
    private OptionalInt uiPort = OptionalInt.empty();

    /** @param toolkit what the workers are made of */
    public VideoRun(RunOptions options, Toolkit toolkit, RunListener listener) {
        this.options = options;
        this.toolkit = toolkit;
        this.listener = listener;
        this.layout = new OutputLayout(options.output(), options.optionsHash());
    }

    /**
     * Shows Flink's web interface on this machine's loopback while the job runs; {@link RunListener#ui} tells where.
     *
     * @param port 0 to 65535; 0 takes any free one
     */
    public VideoRun showUi(int port) {
        uiPort = OptionalInt.of(port);
        return this;
    }

    /**
     * Runs, and returns when all videos have their rows.
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
        LocalCluster running = cluster;
        if (running != null) {
            running.close(patience);
        }
    }

    private RunReport executeOn(long begun) throws IOException, RunException, InterruptedException {
        Publisher publisher = new Publisher(layout);
        publisher.rollForward();
        publisher.removeUnfinished();
        WorkList work = WorkList.of(options);
        listener.planned(work);
        listener.took("listing", seconds(begun));
        if (!work.toDo().isEmpty()) {
            runJob(work);
        }
        FileSystem files = layout.staging().getFileSystem();
        files.delete(layout.checkpoints(), true);
        return report(work, begun);
    }

    private void runJob(WorkList work) throws IOException, RunException, InterruptedException {
        long begun = System.nanoTime();
        try (LocalCluster started = LocalCluster.start(uiPort)) {
            cluster = started;
            listener.took("Flink", seconds(begun));
            if (uiPort.isPresent()) {
                listener.ui(started.restAddress());
            }
            long submitted = System.nanoTime();
            JobID job = started.submit(options, toolkit);
            RunMonitor monitor = new RunMonitor(new FlinkMetrics(started.restAddress(), job.toHexString()), listener);
            JobResult result = await(started.result(job), monitor);
            listener.took(RunListener.JOB, seconds(submitted));
            if (stopped) {
                throw new RunException("the run was stopped; another one goes on where it was");
            }
            if (!result.isSuccess()) {
                throw failure(result);
            }
            tellRest(work, monitor);
        } catch (IOException | RunException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            if (stopped) {
                throw new RunException("the run was stopped; another one goes on where it was");
            }
            throw new RunException("the job failed: " + e.getMessage(), e);
        } finally {
            cluster = null;
        }
    }

    private static JobResult await(CompletableFuture<JobResult> result, RunMonitor monitor)
            throws InterruptedException, ExecutionException {
        while (true) {
            try {
                return result.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
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
                monitor.tell(row.video(), row.state(), content == null ? 0 : content.frames(), message);
            });
        }
    }

    private RunReport report(WorkList work, long begun) throws IOException, RunException {
        Catalogue catalogue = new Catalogue(layout);
        List<VideoRow> done = new ArrayList<>();
        List<VideoRow> failed = new ArrayList<>();
        for (InputFile file : work.toDo()) {
            VideoRow row = catalogue
                    .row(file.videoId())
                    .orElseThrow(() -> new RunException("the job ended without a row for " + file.video()));
            (row.state().equals(VideoRow.DONE) ? done : failed).add(row);
        }
        return new RunReport(done, failed, work.files().size() - work.toDo().size(), seconds(begun));
    }

    private static RunException failure(JobResult result) {
        Throwable cause = cause(result);
        WorkersLostException lost = cause == null ? null : WorkersLostException.in(cause);
        return lost == null
                ? new RunException("the job failed: " + reason(cause), cause)
                : new RunException(String.valueOf(lost.getMessage()), cause);
    }

    private static String reason(@Nullable Throwable error) {
        Throwable cause = error;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == null ? "it was stopped" : String.valueOf(cause.getMessage());
    }

    private static @Nullable Throwable cause(JobResult result) {
        return result.getSerializedThrowable()
                .<Throwable>map(error -> error.deserializeError(VideoRun.class.getClassLoader()))
                .orElse(null);
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
