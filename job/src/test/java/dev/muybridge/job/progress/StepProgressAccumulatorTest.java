package dev.muybridge.job.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

final class StepProgressAccumulatorTest {
    private final StepProgressAccumulator step = new StepProgressAccumulator("step", () -> false);

    @Test
    void add_countsFrames_andKeepsAVideoThatIsUnderWay() {
        step.add(new SegmentDone("a.mp4", 30, 10));
        step.add(new SegmentDone("b.mp4", 5, 5));
        step.add(new SegmentDone("a.mp4", 30, 15));

        assertThat(step.getLocalValue())
                .isEqualTo(new StepProgress(
                        "step", 30, true, Map.of("a.mp4", new VideoFrames(25, 30), "b.mp4", new VideoFrames(5, 5))));
    }

    @Test
    void end_ofAVideo_standsWhateverComesOfItLater() {
        step.add(new SegmentDone("a.mp4", 30, 10));
        step.end("a.mp4");
        step.add(new SegmentDone("a.mp4", 30, 10));
        step.end("b.mp4");
        step.add(new SegmentDone("b.mp4", 30, 10));

        assertThat(step.getLocalValue().videos())
                .isEqualTo(Map.of("a.mp4", new VideoFrames(30, 30), "b.mp4", new VideoFrames(30, 30)));
        assertThat(step.getLocalValue().frames()).isEqualTo(30);
    }

    @Test
    void add_ofTenThousandVideos_keepsTheLatestAndThoseUnderWay() {
        step.add(new SegmentDone("under way.mp4", 30, 10));
        for (int i = 0; i < 10_000; i++) {
            step.add(new SegmentDone(i + ".mp4", 2, 2));
        }

        assertThat(step.getLocalValue().videos())
                .hasSize(StepProgressAccumulator.KEPT_ENDED + 1)
                .containsKeys("under way.mp4", "9999.mp4", "9936.mp4");
        assertThat(step.getLocalValue().frames()).isEqualTo(20_010);
    }

    @Test
    void add_ofVideosThatNeverEnd_forgetsTheEldest() throws IOException {
        String longest = "x".repeat(4000);
        for (int i = 0; i < 10_000; i++) {
            step.add(new SegmentDone(longest + i, 2, 1));
        }

        assertThat(step.getLocalValue().videos())
                .hasSize(StepProgressAccumulator.KEPT)
                .containsKey(longest + 9999);
        assertThat(InstantiationUtil.serializeObject(step)).hasSizeLessThan(5_000_000);
    }

    @Test
    void merge_addsUpWhatSubtasksHaveDone() {
        StepProgressAccumulator other = new StepProgressAccumulator("step", () -> false);
        step.add(new SegmentDone("a.mp4", 30, 10));
        other.add(new SegmentDone("a.mp4", 30, 20));
        other.add(new SegmentDone("b.mp4", 30, 20));

        StepProgressAccumulator merged = new StepProgressAccumulator("step", () -> false);
        merged.merge(step);
        merged.merge(other);

        assertThat(merged.getLocalValue())
                .isEqualTo(new StepProgress(
                        "step", 50, true, Map.of("a.mp4", new VideoFrames(30, 30), "b.mp4", new VideoFrames(20, 30))));
        assertThat(step.getLocalValue().frames()).isEqualTo(10);
    }

    @Test
    void clone_isACopy() {
        step.add(new SegmentDone("a.mp4", 30, 10));
        StepProgressAccumulator copy = step.clone();
        step.add(new SegmentDone("a.mp4", 30, 10));
        step.resetLocal();

        assertThat(copy.getLocalValue().videos()).containsExactly(Map.entry("a.mp4", new VideoFrames(10, 30)));
        assertThat(step.getLocalValue()).isEqualTo(new StepProgress("step", 0, false, Map.of()));
    }

    @Test
    void serialized_saysThatAWorkerWorks_asSoonAsOneDoes() throws IOException, ClassNotFoundException {
        StepProgressAccumulator idle = new StepProgressAccumulator("step", () -> false);
        StepProgressAccumulator busy = new StepProgressAccumulator("step", () -> true);

        assertThat(travelled(idle).getLocalValue().begun()).isFalse();
        assertThat(travelled(busy).getLocalValue().begun()).isTrue();
        step.add(new SegmentDone("a.mp4", 30, 10));
        assertThat(travelled(step).getLocalValue()).isEqualTo(step.getLocalValue());
    }

    /** Flink's heartbeats copy what the threads of workers change. */
    @Test
    void serialized_whileOthersAdd_isWhole() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<? extends Future<?>> adding = IntStream.range(0, 2)
                    .mapToObj(thread -> threads.submit(() -> {
                        for (int i = 0; i < 5_000; i++) {
                            step.add(new SegmentDone(thread + "-" + i % 100, 2, 1));
                        }
                    }))
                    .toList();
            long frames = 0;
            while (!adding.stream().allMatch(Future::isDone)) {
                long now = travelled(step).getLocalValue().frames();
                assertThat(now).isGreaterThanOrEqualTo(frames);
                frames = now;
            }
            for (Future<?> thread : adding) {
                thread.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(step.getLocalValue().frames()).isEqualTo(10_000);
    }

    @Test
    void frames_areNoMoreThanTheVideoHas() {
        assertThatThrownBy(() -> new VideoFrames(4, 3)).hasMessage("frames done must be 0 to 3, were 4");
    }

    private static StepProgressAccumulator travelled(StepProgressAccumulator step)
            throws IOException, ClassNotFoundException {
        return InstantiationUtil.clone(step);
    }
}
