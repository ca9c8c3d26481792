package dev.muybridge.app;

import dev.muybridge.job.progress.JobProgress;
import dev.muybridge.job.progress.Published;
import dev.muybridge.job.progress.PublishedVideo;
import dev.muybridge.job.progress.StepProgress;
import dev.muybridge.job.source.InputFile;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.stage.WorkerCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what the job's operators report into what a listener wants to know, reporting each finished video once. */
final class RunMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(RunMonitor.class);

    private final RunListener listener;
    private final DoubleSupplier seconds;
    private final double submitted;
    private final Set<String> told = new HashSet<>();
    private final Forecast forecast;
    private JobProgress latest = new JobProgress(Map.of(), new Published(0, List.of()), Optional.empty());
    private long failed;
    private boolean working;

    /** @param toDo the videos that the job is to process */
    RunMonitor(RunListener listener, List<InputFile> toDo) {
        this(
                listener,
                toDo.stream().collect(Collectors.toMap(InputFile::video, InputFile::size)),
                () -> System.nanoTime() / 1e9);
    }

    /**
     * @param bytes of each video that the job is to process, by its name
     * @param seconds a clock
     */
    RunMonitor(RunListener listener, Map<String, Long> bytes, DoubleSupplier seconds) {
        this.listener = listener;
        this.seconds = seconds;
        this.submitted = seconds.getAsDouble();
        this.forecast = new Forecast(bytes);
    }

    /** Looks once. What cannot be read now is read the next time. */
    void look(RunningJob job) throws InterruptedException {
        try {
            tell(job.progress());
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("no progress now", e);
        }
    }

    /** Reports what is new. */
    void tell(JobProgress progress) {
        latest = progress;
        for (PublishedVideo video : progress.published().latest()) {
            tell(video.video(), video.state(), video.frames(), video.message());
        }
        if (progress.steps().isEmpty()) {
            return;
        }
        double now = seconds.getAsDouble();
        boolean begun = progress.steps().values().stream()
                .anyMatch(step -> step.workers().begun());
        if (!working && begun) {
            working = true;
            listener.took(RunListener.WORKERS, now - submitted);
        }
        long finished = Math.max(told.size(), progress.published().total());
        forecast.see(progress, finished - told.size(), now);
        listener.progress(snapshot(finished));
    }

    /** Reports a video, unless it was reported before. */
    void tell(String video, String state, long frames, String message) {
        if (told.add(video)) {
            failed += state.equals(VideoRow.FAILED) ? 1 : 0;
            forecast.end(video, frames);
            listener.finished(video, state, frames, message);
        }
    }

    /** Whether that video was reported. */
    boolean hasTold(String video) {
        return told.contains(video);
    }

    /** Reports for the last time: all videos have been told of. */
    void end() {
        forecast.see(latest, 0, seconds.getAsDouble());
        listener.progress(snapshot(told.size()));
    }

    private Snapshot snapshot(long finished) {
        Map<String, Long> frames = new HashMap<>();
        Map<Integer, WorkerCall> calls = new TreeMap<>();
        for (StepProgress step : latest.steps().values()) {
            frames.put(step.step(), step.done().frames());
            step.workers().calls().forEach(call -> calls.put(call.worker(), call));
        }
        return new Snapshot(
                forecast.share(),
                forecast.secondsLeft(),
                forecast.framesPerSecond(),
                new Snapshot.Videos(finished, failed),
                frames,
                forecast.underWay(),
                new ArrayList<>(calls.values()));
    }
}
