package dev.muybridge.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.model.LinkedVideo;
import dev.muybridge.job.model.RowsRef;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.job.storage.Staged;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.stage.WorkStep;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeasureFunctionTest {
    @TempDir
    Path folder;

    private Flow flow;
    private Step<LinkedVideo> video;

    @BeforeEach
    void makeFlow() throws Exception {
        flow = new Flow(folder);
        video = flow.linked("a.mp4");
    }

    @Test
    void video_isMeasuredOncePerPerson_andItsRowsAreTakenAnotherTime() throws Exception {
        List<Step<RowsRef>> first = measured();

        assertThat(first).hasSize(Flow.SEGMENTS).allSatisfy(step -> {
            assertThat(step.parts()).isEqualTo(Flow.SEGMENTS);
            assertThat(Objects.requireNonNull(step.result()).people()).isEqualTo(1);
        });
        assertThat(calls()).isEqualTo(1);

        assertThat(measured())
                .hasSize(Flow.SEGMENTS)
                .allSatisfy(step -> assertThat(step.failure()).isNull());
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void stagedRows_ofWhichOneSegmentsAreGoneOrDamaged_areMadeAnew() throws Exception {
        measured();
        SegmentRef last = Objects.requireNonNull(flow.segment("a.mp4", 1).result());
        var rows = flow.layout().staged(Staged.ROWS, last);
        byte[] right = StagingStore.require(rows);

        rows.getFileSystem().delete(rows, false);
        measured();
        assertThat(calls()).isEqualTo(2);
        assertThat(StagingStore.require(rows)).isEqualTo(right);

        StagingStore.write(rows, new byte[] {1, 2, 3});
        measured();
        assertThat(calls()).isEqualTo(3);
        assertThat(StagingStore.require(rows)).isEqualTo(right);
    }

    @Test
    void workerThatFails_costsItsVideoAlone_andGivesBackItsRoom() throws Exception {
        Step<LinkedVideo> good = flow.linked("good.mp4");
        FakeWorkers usual = new FakeWorkers();
        flow.workers()
                .measureAs(order -> calls() == 1
                        ? CompletableFuture.failedFuture(new IllegalStateException("oh"))
                        : usual.measure(order));
        try (var harness = flow.measure(null)) {
            harness.give(video);
            assertThat(harness.end()).hasSize(1);
            harness.give(good);

            List<Step<RowsRef>> out = harness.end();

            assertThat(out).hasSize(1 + Flow.SEGMENTS);
            assertThat(out.get(0).failure())
                    .isEqualTo(new Failure(
                            FailureKind.WORKER_ERROR, "A worker failed: java.lang.IllegalStateException: oh"));
            assertThat(out.get(0).parts()).isEqualTo(1);
            assertThat(out.get(1).video().video()).isEqualTo("good.mp4");
            assertThat(harness.jobFailure()).isNull();
        }
    }

    @Test
    void stagedPosesThatAreGone_costTheirVideo() throws Exception {
        SegmentRef first = Objects.requireNonNull(flow.segment("a.mp4", 0).result());
        var poses = flow.layout().path(flow.layout().poses(first, ""));
        poses.getFileSystem().delete(poses, false);

        assertThat(measured().get(0).failure())
                .isEqualTo(new Failure(
                        FailureKind.IO_ERROR, "Reading or writing failed: a staged file is gone: " + poses));
    }

    @Test
    void videoUnderWay_isMeasuredAgainAfterARestart() throws Exception {
        OperatorSubtaskState state;
        flow.workers().measureAs(order -> new CompletableFuture<>());
        try (var harness = flow.measure(null)) {
            harness.give(video);
            flow.workers().awaitCalls(WorkStep.MEASURE, 1);
            state = harness.snapshot();
        }
        FakeWorkers usual = new FakeWorkers();
        flow.workers().measureAs(usual::measure);

        List<Step<RowsRef>> out = Flow.all(flow.measure(state), List.of());

        assertThat(out)
                .hasSize(Flow.SEGMENTS)
                .allSatisfy(step -> assertThat(step.failure()).isNull());
        assertThat(usual.calls(WorkStep.MEASURE)).isEqualTo(1);
    }

    private List<Step<RowsRef>> measured() throws Exception {
        return Flow.all(flow.measure(null), List.of(video));
    }

    private int calls() {
        return flow.workers().calls(WorkStep.MEASURE);
    }
}
