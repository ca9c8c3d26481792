package dev.muybridge.job.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.job.model.Step;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.progress.JobProgress;
import dev.muybridge.job.progress.WorkersLost;
import dev.muybridge.media.Clip;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.WorkStep;
import dev.muybridge.stage.Workers;
import dev.muybridge.stage.WorkersLostException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.runtime.state.StateSnapshotContextSynchronousImpl;
import org.apache.flink.streaming.api.functions.async.CollectionSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.util.MockStreamingRuntimeContext;
import org.junit.jupiter.api.Test;

final class StepFunctionTest {
    private static final VideoRef VIDEO =
            new VideoRef("0123456789abcdef", "a.mp4", "a.mp4", "/in/a.mp4", 1, "f", Clip.WHOLE);
    private static final Failure EARLIER = new Failure(FailureKind.TRUNCATED, "The file ends early.");

    @Test
    void asyncInvoke_withoutAWorkerLeft_tellsIt_andThenFailsTheJob() throws Exception {
        WorkersLostException lost = new WorkersLostException("all workers are lost");
        Answer answer = new Answer();
        MockStreamingRuntimeContext context = new MockStreamingRuntimeContext(1, 0);
        Stage stage = new Stage(
                new Passive(), CompletableFuture.failedFuture(new CompletionException(new ExecutionException(lost))));
        stage.setRuntimeContext(context);
        stage.open(DefaultOpenContext.INSTANCE);
        try {
            stage.asyncInvoke(Step.done(VIDEO, "work"), answer);

            assertThat(lost(context)).isEqualTo("all workers are lost");
            assertThat(answer.future)
                    .as("a heartbeat passes first")
                    .isNotDone()
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .withCause(lost);
            assertThatThrownBy(() -> stage.snapshotState(new StateSnapshotContextSynchronousImpl(1, 1)))
                    .as("Flink has dropped the value by then")
                    .isInstanceOf(IllegalStateException.class)
                    .hasCause(lost);
        } finally {
            stage.close();
        }
    }

    @Test
    void open_withoutAWorkerThatStarts_failsWithItsError_andTellsIt() {
        WorkersLostException lost = new WorkersLostException("no worker starts");
        MockStreamingRuntimeContext context = new MockStreamingRuntimeContext(1, 0);
        Stage stage = new Stage(new Unstartable(lost), new CompletableFuture<>());
        stage.setRuntimeContext(context);

        assertThatThrownBy(() -> stage.open(DefaultOpenContext.INSTANCE)).isSameAs(lost);
        assertThat(lost(context)).isEqualTo("no worker starts");
    }

    @Test
    void asyncInvoke_ofAFailedVideo_passesItsFailureOnWithoutWork() {
        Answer answer = new Answer();

        Stage stage =
                new Stage(new Passive(), CompletableFuture.failedFuture(new AssertionError("no work is to be done")));
        stage.asyncInvoke(Step.failed(VIDEO, EARLIER), answer);

        assertThat(answer.future)
                .isCompletedWithValueMatching(steps -> steps.equals(List.of(Step.failed(VIDEO, EARLIER))));
    }

    @Test
    void asyncInvoke_withAResult_passesItOn() {
        Answer answer = new Answer();

        new Stage(new Passive(), CompletableFuture.completedFuture("done"))
                .asyncInvoke(Step.done(VIDEO, "work"), answer);

        assertThat(answer.future)
                .isCompletedWithValueMatching(steps -> steps.equals(List.of(Step.done(VIDEO, "done"))));
    }

    private static String lost(RuntimeContext context) {
        Object told = context.getAccumulator(JobProgress.lostName(WorkStep.ANALYZE.verb()))
                .getLocalValue();
        return ((WorkersLost) told).reason();
    }

    private static final class Stage extends StepFunction<String, String> {
        private static final long serialVersionUID = 1L;

        private final transient CompletableFuture<String> result;

        Stage(Toolkit toolkit, CompletableFuture<String> result) {
            super(toolkit, WorkStep.ANALYZE, WorkStep.ANALYZE.verb());
            this.result = result;
        }

        @Override
        CompletableFuture<List<String>> process(String value) {
            return result.thenApply(List::of);
        }
    }

    private record Unstartable(WorkersLostException why) implements Toolkit {
        @Override
        public VideoFiles videoFiles() {
            throw new IllegalStateException("not used");
        }

        @Override
        public int workers() {
            return 1;
        }

        @Override
        public Workers startWorkers(int share) {
            throw why;
        }
    }

    private static final class Answer implements ResultFuture<Step<String>> {
        private final CompletableFuture<List<Step<String>>> future = new CompletableFuture<>();

        @Override
        public void complete(Collection<Step<String>> result) {
            future.complete(List.copyOf(result));
        }

        @Override
        public void completeExceptionally(Throwable error) {
            future.completeExceptionally(error);
        }

        @Override
        public void complete(CollectionSupplier<Step<String>> supplier) {
            throw new IllegalStateException("not used");
        }
    }
}
