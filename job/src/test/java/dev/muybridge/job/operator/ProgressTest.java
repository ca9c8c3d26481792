package dev.muybridge.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.progress.SegmentDone;
import dev.muybridge.job.progress.StepProgress;
import dev.muybridge.job.progress.StepProgressAccumulator;
import dev.muybridge.job.progress.VideoFrames;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.stage.CallCounts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.metrics.MeterView;
import org.junit.jupiter.api.Test;

final class ProgressTest {
    private final RecordedMetrics metrics = new RecordedMetrics();
    private final AtomicReference<CallCounts> calls = new AtomicReference<>(new CallCounts(0, 0, 0, 0, 0, 0, 0));
    private final StepProgressAccumulator told = new StepProgressAccumulator("step", () -> StepProgress.AtWork.IDLE);
    private final Progress progress = new Progress(metrics, calls::get, told);

    @Test
    void done_countsSegmentsAndFrames_andTellsThem() {
        progress.done(new SegmentDone("a.mp4", 40, 10, 0, false, false));
        progress.done(new SegmentDone("a.mp4", 40, 20, 0, false, false));

        assertThat(metrics.value("segments")).isEqualTo(2L);
        assertThat(metrics.value("frames")).isEqualTo(30L);
        assertThat(told.getLocalValue())
                .isEqualTo(new StepProgress(
                        "step",
                        new StepProgress.Done(30, 0, 0, 0, 2),
                        new StepProgress.AtWork(true, 0, List.of()),
                        Map.of("a.mp4", new VideoFrames(30, 40))));
    }

    @Test
    void failed_tellsThatTheVideoGoesNoFurther() {
        progress.done(new SegmentDone("a.mp4", 40, 10, 0, false, false));
        progress.failed("a.mp4", FailureKind.DECODE_ERROR);

        assertThat(told.getLocalValue().videos()).containsExactly(Map.entry("a.mp4", new VideoFrames(40, 40)));
    }

    @Test
    void metrics_areNumbers() {
        progress.done(new SegmentDone("a.mp4", 40, 10, 0, false, false));

        assertThat(metrics.names())
                .allSatisfy(name -> assertThat(
                                metrics.metric(name) instanceof MeterView || metrics.value(name) instanceof Number)
                        .as(name)
                        .isTrue());
    }

    @Test
    void failed_countsByKind_andEveryKindStandsThereFromTheStart() {
        assertThat(FailureKind.values())
                .allSatisfy(kind -> assertThat(metrics.value("kind." + kind.code() + ".failures"))
                        .isEqualTo(0L));

        progress.failed("a.mp4", FailureKind.DECODE_ERROR);
        progress.failed("b.mp4", FailureKind.WORKER_ERROR);
        progress.failed("c.mp4", FailureKind.WORKER_ERROR);

        assertThat(metrics.value("failures")).isEqualTo(3L);
        assertThat(metrics.value("kind.decode_error.failures")).isEqualTo(1L);
        assertThat(metrics.value("kind.worker_error.failures")).isEqualTo(2L);
        assertThat(metrics.value("kind.io_error.failures")).isEqualTo(0L);
    }

    @Test
    void calls_areReadWhenAskedFor() {
        calls.set(new CallCounts(1, 2, 3, 4, 5, 6, 7));

        assertThat(metrics.value("inFlight")).isEqualTo(1);
        assertThat(metrics.value("waiting")).isEqualTo(2);
        assertThat(metrics.value("retries")).isEqualTo(3L);
        assertThat(metrics.value("workersLost")).isEqualTo(4L);
        assertThat(metrics.value("workersHung")).isEqualTo(5L);
        assertThat(metrics.value("workersRecycled")).isEqualTo(6L);
        assertThat(metrics.value("busyMillis")).isEqualTo(7L);
    }

    @Test
    void framesPerSecond_isTheMeanOfTheLastMinute() {
        MeterView meter = (MeterView) metrics.metric("framesPerSecond");

        progress.done(new SegmentDone("a.mp4", 600, 600, 0, false, false));
        meter.update();

        assertThat(meter.getRate()).isEqualTo(10.0);
    }
}
