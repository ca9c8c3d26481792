package dev.muybridge.app;

import dev.muybridge.job.progress.JobProgress;
import dev.muybridge.job.progress.PublishedVideo;
import dev.muybridge.job.progress.StepProgress;
import dev.muybridge.job.progress.Steps;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what the job's operators report into what a listener wants to know, reporting each finished video once. */
final class RunMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(RunMonitor.class);

    private final RunListener listener;
    private final Set<String> told = new HashSet<>();
    private final Map<String, Map<String, Double>> sharesByVideo = new HashMap<>();
    private final long submitted = System.nanoTime();
    private boolean working;

    RunMonitor(RunListener listener) {
        this.listener = listener;
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
        for (PublishedVideo video : progress.published().latest()) {
            tell(video.video(), video.state(), video.frames(), video.message());
        }
        if (progress.steps().isEmpty()) {
            return;
        }
        if (!working && progress.steps().values().stream().anyMatch(StepProgress::begun)) {
            working = true;
            listener.took(RunListener.WORKERS, (System.nanoTime() - submitted) / 1e9);
        }
        progress.steps().values().forEach(this::keepShares);
        Map<String, Long> frames = new HashMap<>();
        progress.steps().forEach((name, step) -> frames.put(name, step.frames()));
        long finished = Math.max(told.size(), progress.published().total());
        listener.progress(new Snapshot(finished, frames, underWay()));
    }

    /** Reports a video, unless it was reported before. */
    void tell(String video, String state, long frames, String message) {
        if (told.add(video)) {
            sharesByVideo.remove(video);
            listener.finished(video, state, frames, message);
        }
    }

    /** A step forgets videos that it is done with, and a restarted job repeats work; neither takes back what was reported. */
    private void keepShares(StepProgress step) {
        step.videos().forEach((video, frames) -> {
            if (!told.contains(video)) {
                sharesByVideo
                        .computeIfAbsent(video, name -> new HashMap<>())
                        .merge(step.step(), frames.share(), Math::max);
            }
        });
    }

    private Map<String, Double> underWay() {
        Map<String, Double> shares = new HashMap<>();
        sharesByVideo.forEach((video, byStep) -> {
            double share = 0;
            for (Map.Entry<String, Double> step : byStep.entrySet()) {
                share += Steps.PART_OF_WORK.getOrDefault(step.getKey(), 0.0) * step.getValue();
            }
            shares.put(video, Math.min(1, share));
        });
        return shares;
    }
}
