package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.progress.JobProgress;
import dev.muybridge.job.progress.Published;
import dev.muybridge.job.progress.PublishedVideo;
import dev.muybridge.job.progress.StepProgress;
import dev.muybridge.job.progress.Steps;
import dev.muybridge.job.progress.VideoFrames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunMonitorTest {
    private static final Published NOTHING = new Published(0, List.of());
    private static final PublishedVideo A = new PublishedVideo("a.mp4", "done", 40, "said");

    private final List<String> finished = new ArrayList<>();
    private final List<String> took = new ArrayList<>();
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final RunMonitor monitor = new RunMonitor(listener(), Map.of("a.mp4", 100L, "b.mp4", 300L), () -> 0);

    private RunListener listener() {
        return new RunListener() {
            @Override
            public void progress(Snapshot snapshot) {
                snapshots.add(snapshot);
            }

            @Override
            public void finished(String video, String state, long frames, String message) {
                finished.add(String.join(" ", video, state, Long.toString(frames), message));
            }

            @Override
            public void took(String step, double seconds) {
                took.add(step);
            }
        };
    }

    @Test
    void videos_areToldOnce() {
        monitor.tell(progress(new Published(1, List.of(A))));
        monitor.tell(progress(new Published(1, List.of(A))));
        monitor.tell("a.mp4", "done", 40, "said");
        monitor.tell("b.mp4", "failed", 0, "why");

        assertThat(finished).containsExactly("a.mp4 done 40 said", "b.mp4 failed 0 why");
    }

    @Test
    void videosFinished_countsThoseTooThatWereTooManyToTell() {
        monitor.tell(progress(new Published(100, List.of(A)), step(Steps.ANALYZE, Map.of())));

        assertThat(snapshots).singleElement().extracting(Snapshot::videos).isEqualTo(new Snapshot.Videos(100, 0));
    }

    @Test
    void workers_areToldOfOnce_whenOneWorks() {
        StepProgress idle =
                new StepProgress(Steps.ANALYZE, StepProgress.Done.NOTHING, StepProgress.AtWork.IDLE, Map.of());
        monitor.tell(progress(NOTHING, idle));
        assertThat(took).isEmpty();

        monitor.tell(progress(NOTHING, step(Steps.ANALYZE, Map.of())));
        monitor.tell(progress(NOTHING, step(Steps.ANALYZE, Map.of())));
        assertThat(took).containsExactly(RunListener.WORKERS);
    }

    @Test
    void finishedVideos_areNotUnderWay() {
        StepProgress ended = step(Steps.ANALYZE, Map.of("a.mp4", new VideoFrames(40, 40)));
        monitor.tell(progress(NOTHING, ended));
        monitor.tell(progress(new Published(1, List.of(A)), ended));

        assertThat(snapshots.get(0).underWay()).containsOnlyKeys("a.mp4");
        assertThat(snapshots.get(1).underWay()).isEmpty();
        assertThat(snapshots.get(1).frames(Steps.ANALYZE)).isEqualTo(7);
        assertThat(snapshots.get(1).frames(Steps.ANNOTATE)).isZero();
    }

    private static StepProgress step(String name, Map<String, VideoFrames> videos) {
        return new StepProgress(
                name, new StepProgress.Done(7, 0, 0, 0, 1), new StepProgress.AtWork(true, 0, List.of()), videos);
    }

    private static JobProgress progress(Published published, StepProgress... steps) {
        Map<String, Object> accumulators = new HashMap<>();
        accumulators.put("another's", 5);
        accumulators.put(JobProgress.publishedName(), published);
        for (StepProgress step : steps) {
            accumulators.put(JobProgress.stepName(step.step()), step);
        }
        return JobProgress.of(accumulators);
    }
}
