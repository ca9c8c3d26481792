package dev.muybridge.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.pose.FailureKind;
import dev.muybridge.stage.CallCounts;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.metrics.MeterView;
import org.junit.jupiter.api.Test;

final class ProgressTest {
    private final RecordedMetrics metrics = new RecordedMetrics();
    private final AtomicReference<CallCounts> calls = new AtomicReference<>(new CallCounts(0, 0, 0, 0, 0, 0, 0));
    private final Progress progress = new Progress(metrics, calls::get);

    @Test
    void done_countsSegmentsAndFrames_andShowsTheVideoUntilAllItsFramesAreDone() {
        progress.done("a.mp4", 30, 10);
        assertThat(metrics.value("videosUnderWay")).isEqualTo("10\t30\ta.mp4");

        progress.done("a.mp4", 30, 20);
        assertThat(metrics.value("segments")).isEqualTo(2L);
        assertThat(metrics.value("frames")).isEqualTo(30L);
        assertThat(metrics.value("videosUnderWay")).isEqualTo("");
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

        progress.done("a.mp4", 600, 600);
        meter.update();

        assertThat(meter.getRate()).isEqualTo(10.0);
    }
}
