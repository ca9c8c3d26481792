package dev.muybridge.job.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.stage.WorkStep;
import dev.muybridge.stage.WorkerCall;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

final class StepProgressAccumulatorTest {
    private static final StepProgress.AtWork BEGUN = new StepProgress.AtWork(true, 0, List.of());
    private static final StepProgress.AtWork BUSY =
            new StepProgress.AtWork(true, 700, List.of(new WorkerCall(1, WorkStep.ANALYZE, "a.mp4", 300)));

    private final StepProgressAccumulator step = new StepProgressAccumulator("step", () -> StepProgress.AtWork.IDLE);

    @Test
    void add_countsFrames_andKeepsAVideoThatIsUnderWay() {
        step.add(new SegmentDone("a.mp4", 30, 10, 0, false, false));
        step.add(new SegmentDone("b.mp4", 5, 5, 0, false, false));
        step.add(new SegmentDone("a.mp4", 30, 15, 0, false, false));

        assertThat(step.getLocalValue())
                .isEqualTo(new StepProgress(
                        "step",
                        new StepProgress.Done(30, 0, 0, 0, 3),
                        BEGUN,
                        Map.of("a.mp4", new VideoFrames(25, 30), "b.mp4", new VideoFrames(5, 5))));
    }

    @Test
    void end_ofAVideo_standsWhateverComesOfItLater() {
        step.add(new SegmentDone("a.mp4", 30, 10, 0, false, false));
        step.end("a.mp4");
        step.add(new SegmentDone("a.mp4", 30, 10, 0, false, false));
        step.end("b.mp4");
        step.add(new SegmentDone("b.mp4", 30, 10, 0, false, false));

        assertThat(step.getLocalValue().videos())
                .isEqualTo(Map.of("a.mp4", new VideoFrames(30, 30), "b.mp4", new VideoFrames(30, 30)));
        assertThat(step.getLocalValue().done().frames()).isEqualTo(30);
    }

    @Test
    void add_ofTenThousandVideos_keepsTheLatestAndThoseUnderWay() {
        step.add(new SegmentDone("under way.mp4", 30, 10, 0, false, false));
        for (int i = 0; i < 10_000; i++) {
            step.add(new SegmentDone(i + ".mp4", 2, 2, 0, false, false));
        }

        assertThat(step.getLocalValue().videos())
                .hasSize(StepProgressAccumulator.KEPT_ENDED + 1)
                .containsKeys("under way.mp4", "9999.mp4", "9936.mp4");
        assertThat(step.getLocalValue().done().frames()).isEqualTo(20_010);
    }

    @Test
    void add_ofVideosThatNeverEnd_forgetsTheEldest() throws IOException {
        String longest = "x".repeat(4000);
        for (int i = 0; i < 10_000; i++) {
            step.add(new SegmentDone(longest + i, 2, 1, 0, false, false));
        }

        assertThat(step.getLocalValue().videos())
                .hasSize(StepProgressAccumulator.KEPT)
                .containsKey(longest + 9999);
        assertThat(InstantiationUtil.serializeObject(step)).hasSizeLessThan(5_000_000);
    }

    @Test
    void merge_addsUpWhatSubtasksHaveDone() {
        StepProgressAccumulator other = new StepProgressAccumulator("step", () -> StepProgress.AtWork.IDLE);
        step.add(new SegmentDone("a.mp4", 30, 10, 0, false, false));
        other.add(new SegmentDone("a.mp4", 30, 20, 0, false, false));
        other.add(new SegmentDone("b.mp4", 30, 20, 0, false, false));

        StepProgressAccumulator merged = new StepProgressAccumulator("step", () -> StepProgress.AtWork.IDLE);
        merged.merge(step);
        merged.merge(other);

        assertThat(merged.getLocalValue())
                .isEqualTo(new StepProgress(
                        "step",
                        new StepProgress.Done(50, 0, 0, 0, 3),
                        BEGUN,
                        Map.of("a.mp4", new VideoFrames(30, 30), "b.mp4", new VideoFrames(20, 30))));
        assertThat(step.getLocalValue().done().frames()).isEqualTo(10);
    }

    @Test
    void clone_isACopy() {
        step.add(new SegmentDone("a.mp4", 30, 10, 0, false, false));
        StepProgressAccumulator copy = step.clone();
        step.add(new SegmentDone("a.mp4", 30, 10, 0, false, false));
        step.resetLocal();

        assertThat(copy.getLocalValue().videos()).containsExactly(Map.entry("a.mp4", new VideoFrames(10, 30)));
        assertThat(step.getLocalValue())
                .isEqualTo(new StepProgress("step", StepProgress.Done.NOTHING, StepProgress.AtWork.IDLE, Map.of()));
    }

    @Test
    void serialized_saysThatAWorkerWorks_asSoonAsOneDoes() throws IOException, ClassNotFoundException {
        StepProgressAccumulator idle = new StepProgressAccumulator("step", () -> StepProgress.AtWork.IDLE);
        StepProgressAccumulator busy = new StepProgressAccumulator("step", () -> BUSY);

        assertThat(travelled(idle).getLocalValue().workers().begun()).isFalse();
        assertThat(travelled(busy).getLocalValue().workers()).isEqualTo(BUSY);
        step.add(new SegmentDone("a.mp4", 30, 10, 0, false, false));
        assertThat(travelled(step).getLocalValue()).isEqualTo(step.getLocalValue());
    }

    @Test
    void add_ofWhatAnEarlierRunHasDone_isNoWork_andNoWorkerHasBegun() {
        step.add(new SegmentDone("a.mp4", 30, 10, 0, true, false));
        step.add(new SegmentDone("a.mp4", 30, 10, 7, false, false));

        assertThat(step.getLocalValue().done()).isEqualTo(new StepProgress.Done(20, 10, 0, 7, 1));
        assertThat(step.getLocalValue().done().worked()).isEqualTo(10);
        step.resetLocal();
        step.add(new SegmentDone("a.mp4", 30, 10, 0, true, false));
        assertThat(step.getLocalValue().workers().begun()).isFalse();
    }

    @Test
    void close_keepsWhatWorkersDidLast() throws IOException, ClassNotFoundException {
        AtomicReference<StepProgress.AtWork> now = new AtomicReference<>(BUSY);
        StepProgressAccumulator closed = new StepProgressAccumulator("step", now::get);
        now.set(BEGUN);
        closed.close();
        now.set(BUSY);

        assertThat(travelled(closed).getLocalValue().workers()).isEqualTo(BEGUN);
    }

    /** Flink's heartbeats copy what the threads of workers change. */
    @Test
    void serialized_whileOthersAdd_isWhole() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<? extends Future<?>> adding = IntStream.range(0, 2)
                    .mapToObj(thread -> threads.submit(() -> {
                        for (int i = 0; i < 5_000; i++) {
                            step.add(new SegmentDone(thread + "-" + i % 100, 2, 1, 0, false, false));
                        }
                    }))
                    .toList();
            long frames = 0;
            while (!adding.stream().allMatch(Future::isDone)) {
                long now = travelled(step).getLocalValue().done().frames();
                assertThat(now).isGreaterThanOrEqualTo(frames);
                frames = now;
            }
            for (Future<?> thread : adding) {
                thread.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(step.getLocalValue().done().frames()).isEqualTo(10_000);
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
