package dev.muybridge.job.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.job.model.Step;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.stage.CallCounts;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.Workers;
import dev.muybridge.stage.WorkersLostException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.streaming.api.functions.async.CollectionSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.junit.jupiter.api.Test;

final class StepFunctionTest {
    private static final VideoRef VIDEO = new VideoRef("0123456789abcdef", "a.mp4", "a.mp4", "/in/a.mp4", 1, "f");
    private static final Failure EARLIER = new Failure(FailureKind.TRUNCATED, "The file ends early.");

    @Test
    void asyncInvoke_withoutAWorkerLeft_failsTheJobWithItsError() {
        WorkersLostException lost = new WorkersLostException("all workers are lost");
        Answer answer = new Answer();

        Stage stage = new Stage(CompletableFuture.failedFuture(new CompletionException(new ExecutionException(lost))));
        stage.asyncInvoke(Step.done(VIDEO, "work"), answer);

        assertThat(answer.future).isCompletedExceptionally();
        assertThatThrownBy(answer.future::join).cause().isSameAs(lost);
        assertThat(TaskServices.endOf(new Nothing(), new IllegalStateException()))
                .isSameAs(lost);
    }

    @Test
    void endOf_aJobWhoseWorkersWereLost_isTheLoss_whateverFlinkSays() {
        WorkersLostException lost = new WorkersLostException("all workers are lost");
        Exception other = new ExecutionException(new IllegalStateException("Task is not running, but in state FAILED"));
        Toolkit toolkit = new Unstartable(lost);

        assertThat(TaskServices.endOf(toolkit, other)).isSameAs(other);
        assertThat(TaskServices.endOf(toolkit, new ExecutionException(lost))).isSameAs(lost);

        assertThatThrownBy(() -> TaskServices.acquire(toolkit)).isSameAs(lost);
        assertThat(TaskServices.endOf(toolkit, other)).isSameAs(lost);
    }

    @Test
    void asyncInvoke_ofAFailedVideo_passesItsFailureOnWithoutWork() {
        Answer answer = new Answer();

        Stage stage = new Stage(CompletableFuture.failedFuture(new AssertionError("no work is to be done")));
        stage.asyncInvoke(Step.failed(VIDEO, EARLIER), answer);

        assertThat(answer.future)
                .isCompletedWithValueMatching(steps -> steps.equals(List.of(Step.failed(VIDEO, EARLIER))));
    }

    @Test
    void asyncInvoke_withAResult_passesItOn() {
        Answer answer = new Answer();

        new Stage(CompletableFuture.completedFuture("done")).asyncInvoke(Step.done(VIDEO, "work"), answer);

        assertThat(answer.future)
                .isCompletedWithValueMatching(steps -> steps.equals(List.of(Step.done(VIDEO, "done"))));
    }

    private static final class Stage extends StepFunction<String, String> {
        private static final long serialVersionUID = 1L;

        private final transient CompletableFuture<String> result;

        Stage(CompletableFuture<String> result) {
            super(new Nothing());
            this.result = result;
        }

        @Override
        CompletableFuture<String> process(String value) {
            return result;
        }

        @Override
        CallCounts calls(Workers workers) {
            return workers.analyses();
        }
    }

    private record Unstartable(WorkersLostException why) implements Toolkit {
        @Override
        public VideoFiles videoFiles() {
            throw new IllegalStateException("not used");
        }

        @Override
        public Workers startWorkers() {
            throw why;
        }
    }

    private record Nothing() implements Toolkit {
        @Override
        public VideoFiles videoFiles() {
            throw new IllegalStateException("not used");
        }

        @Override
        public Workers startWorkers() {
            throw new IllegalStateException("not used");
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
