package dev.muybridge.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.codec.AnalyzeCodec;
import dev.muybridge.codec.AnnotateCodec;
import dev.muybridge.job.config.People;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.job.progress.StepProgress;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.Staged;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.motion.Subject;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.Pictures;
import dev.muybridge.stage.Poses;
import dev.muybridge.stage.WorkStep;
import dev.muybridge.whole.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnalyzeFunctionTest {
    @TempDir
    Path folder;

    private Flow flow;

    @BeforeEach
    void makeFlow() throws IOException {
        flow = new Flow(folder);
    }

    @Test
    void segments_areAnalysedAndStaged_andTakenAnotherTime() throws Exception {
        List<Step<PosesRef>> first = Flow.all(flow.analyze(null), flow.segments("a.mp4"));

        assertThat(first).hasSize(Flow.SEGMENTS).allSatisfy(step -> {
            assertThat(step.parts()).isEqualTo(Flow.SEGMENTS);
            PosesRef poses = Objects.requireNonNull(step.result());
            assertThat(poses.reused()).isFalse();
            assertThat(poses.analysed().digest())
                    .isEqualTo(poses.segment().plan().digest());
            assertThat(poses.tracks()).hasSize(1);
        });
        assertThat(flow.workers().calls(WorkStep.ANALYZE)).isEqualTo(Flow.SEGMENTS);

        List<Step<PosesRef>> second = Flow.all(flow.analyze(null), flow.segments("a.mp4"));

        assertThat(second)
                .hasSize(Flow.SEGMENTS)
                .allSatisfy(
                        step -> assertThat(Objects.requireNonNull(step.result()).reused())
                                .isTrue());
        assertThat(flow.workers().calls(WorkStep.ANALYZE)).isEqualTo(Flow.SEGMENTS);
    }

    @Test
    void stagedPoses_thatAreDamagedOrOfOtherFrames_areMadeAnew() throws Exception {
        Step<SegmentRef> segment = flow.segment("a.mp4", 0);
        var staged = flow.layout().path(flow.layout().poses(Objects.requireNonNull(segment.result()), ""));
        for (byte[] bytes : List.of(new byte[] {1, 2, 3}, AnalyzeCodec.staged(Flow.seen(0, Flow.FRAMES - 1)))) {
            int before = flow.workers().calls(WorkStep.ANALYZE);
            StagingStore.write(staged, bytes);

            List<Step<PosesRef>> out = Flow.all(flow.analyze(null), List.of(segment));

            assertThat(Objects.requireNonNull(out.get(0).result()).reused()).isFalse();
            assertThat(flow.workers().calls(WorkStep.ANALYZE)).isEqualTo(before + 1);
        }
        assertThat(AnalyzeCodec.stagedPoses(StagingStore.require(staged))
                        .tracked()
                        .frames())
                .as("what is staged now")
                .hasSize(Flow.FRAMES);
    }

    @Test
    void draft_isStagedWhereAnnotateLooksForPictures_andToldTheForecast() throws Exception {
        Pictures draft = new Pictures(new byte[] {7}, new long[] {0, 1}, new long[0], "rows", 0);
        flow.workers().analyzeAs(order -> {
            Poses seen = Flow.seen(order);
            return CompletableFuture.completedFuture(
                    new Poses(seen.tracked(), seen.processor(), draft, seen.workMillis()));
        });
        Step<SegmentRef> segment = flow.segment("a.mp4", 0);

        try (var harness = flow.analyze(null)) {
            harness.give(segment);
            harness.end();
            assertThat(harness.progress(WorkStep.ANALYZE).done().drafted()).isEqualTo(Flow.FRAMES);
        }

        SegmentRef where = Objects.requireNonNull(segment.result());
        assertThat(AnnotateCodec.stagedPictures(
                        StagingStore.require(flow.layout().staged(Staged.PICTURES, where)),
                        StagingStore.require(flow.layout().staged(Staged.MP4, where))))
                .usingRecursiveComparison()
                .isEqualTo(draft);
    }

    @Test
    void segments_withoutADraft_areNotToldAsDrafted() throws Exception {
        try (var harness = flow.analyze(null)) {
            harness.give(flow.segment("a.mp4", 0));
            harness.end();
            assertThat(harness.progress(WorkStep.ANALYZE).done())
                    .isEqualTo(new StepProgress.Done(Flow.FRAMES, 0, 0, Flow.FRAMES, 1));
        }
    }

    @Test
    void draft_isOrderedUnlessTheMainSubjectIsChosen() throws Exception {
        Asked asked = Asked.of(folder.resolve("in"), folder.resolve("out"));

        AnalyzeOrder.Draft draft = Objects.requireNonNull(order(asked).draft());
        assertThat(draft.firstFrame()).isEqualTo(Flow.FRAMES);
        assertThat(draft.frames()).isEqualTo(Flow.SEGMENTS * Flow.FRAMES);
        assertThat(draft.style()).isEqualTo(asked.options().style());
        assertThat(draft.slowMotion()).isEqualTo(1);
        assertThat(draft.people()).isEqualTo(1);
        assertThat(Objects.requireNonNull(order(asked.people(new People(3))).draft())
                        .people())
                .isEqualTo(3);
        assertThat(order(asked.subject(Subject.parse("left"))).draft()).isNull();
    }

    /** To analyse the second segment. */
    private AnalyzeOrder order(Asked asked) throws Exception {
        Flow other = new Flow(folder.resolve(asked.wanted().toString()), asked.options());
        AnalyzeOrder[] given = new AnalyzeOrder[1];
        other.workers().analyzeAs(order -> {
            given[0] = order;
            return CompletableFuture.completedFuture(Flow.seen(order));
        });
        Flow.all(other.analyze(null), List.of(other.segment("a.mp4", 1)));
        return given[0];
    }

    @Test
    void workerThatFails_costsItsVideoAlone() throws Exception {
        flow.workers()
                .analyzeAs(order -> flow.workers().calls(WorkStep.ANALYZE) == 1
                        ? CompletableFuture.failedFuture(new VideoException(FailureKind.DECODE_ERROR, "It is noise."))
                        : CompletableFuture.completedFuture(Flow.seen(order)));
        try (var harness = flow.analyze(null)) {
            harness.give(flow.segment("bad.mp4", 0));
            assertThat(harness.end()).hasSize(1);
            harness.give(flow.segment("good.mp4", 0));

            List<Step<PosesRef>> out = harness.end();

            assertThat(out.get(0).failure()).isEqualTo(new Failure(FailureKind.DECODE_ERROR, "It is noise."));
            assertThat(out.get(0).parts()).isEqualTo(Flow.SEGMENTS);
            assertThat(out.get(1).video().video()).isEqualTo("good.mp4");
            assertThat(out.get(1).failure()).isNull();
            assertThat(harness.jobFailure()).isNull();
        }
    }

    @Test
    void errorWithoutAReasonOfItsOwn_isTheWorkers_orTheStorages_orThatTheFileHasChanged() throws Exception {
        flow.workers().analyzeAs(order -> CompletableFuture.failedFuture(new IllegalStateException("oh")));
        assertThat(failure("a.mp4"))
                .isEqualTo(
                        new Failure(FailureKind.WORKER_ERROR, "A worker failed: java.lang.IllegalStateException: oh"));

        flow.files().failReads(new IOException("a bad sector"));
        assertThat(failure("b.mp4"))
                .isEqualTo(new Failure(FailureKind.IO_ERROR, "Reading or writing failed: a bad sector"));

        Step<SegmentRef> segment = flow.segment("c.mp4", 0);
        Files.delete(flow.input("c.mp4"));
        Failure changed = Flow.all(flow.analyze(null), List.of(segment)).get(0).failure();
        assertThat(changed).isEqualTo(new Failure(FailureKind.CHANGED, "The file was removed after it was listed."));
    }

    private Failure failure(String name) throws Exception {
        return Objects.requireNonNull(Flow.all(flow.analyze(null), List.of(flow.segment(name, 0)))
                .get(0)
                .failure());
    }

    @Test
    void outputThatCannotBeWritten_failsTheJob() throws Exception {
        var staging = flow.layout().staging();
        flow.workers().analyzeAs(order -> {
            fileInPlaceOf(staging);
            return CompletableFuture.completedFuture(Flow.seen(order));
        });
        try (var harness = flow.analyze(null)) {
            harness.give(flow.segment("a.mp4", 0));

            assertThat(harness.end()).isEmpty();
            assertThat(OutputException.in(Objects.requireNonNull(harness.jobFailure())))
                    .isNotNull();
        }
    }

    private static void fileInPlaceOf(org.apache.flink.core.fs.Path path) {
        try {
            FileSystem files = path.getFileSystem();
            files.delete(path, true);
            files.create(path, FileSystem.WriteMode.NO_OVERWRITE).close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void segmentUnderWay_isAskedForAgainAfterARestart() throws Exception {
        OperatorSubtaskState state;
        flow.workers().analyzeAs(order -> new CompletableFuture<>());
        try (var harness = flow.analyze(null)) {
            harness.give(flow.segment("a.mp4", 0));
            harness.give(flow.segment("a.mp4", 1));
            flow.workers().awaitCalls(WorkStep.ANALYZE, 2);
            state = harness.snapshot();
        }
        flow.workers().analyzeAs(order -> CompletableFuture.completedFuture(Flow.seen(order)));
        int before = flow.workers().calls(WorkStep.ANALYZE);

        List<Step<PosesRef>> out = Flow.all(flow.analyze(state), List.of());

        assertThat(out).hasSize(2).allSatisfy(step -> assertThat(step.failure()).isNull());
        assertThat(flow.workers().calls(WorkStep.ANALYZE)).isEqualTo(before + 2);
    }

    @Test
    void workerThatDoesNotAnswer_costsItsVideoInTheEnd() throws Exception {
        flow.workers().analyzeAs(order -> new CompletableFuture<Poses>());
        try (var harness = flow.analyze(null)) {
            harness.give(flow.segment("a.mp4", 0));
            harness.letTimePass(AsyncHarness.TIMEOUT_MILLIS + 1);

            Failure failure = Objects.requireNonNull(harness.end().get(0).failure());
            assertThat(failure.kind()).isEqualTo(FailureKind.WORKER_ERROR);
        }
    }
}
