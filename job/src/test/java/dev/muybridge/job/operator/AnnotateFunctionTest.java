package dev.muybridge.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.codec.RowsCodec;
import dev.muybridge.job.model.PicturesRef;
import dev.muybridge.job.model.RowsRef;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.job.storage.Staged;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import dev.muybridge.stage.DrawnRows;
import dev.muybridge.stage.Pictures;
import dev.muybridge.stage.WorkStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnnotateFunctionTest {
    @TempDir
    Path folder;

    private Flow flow;
    private List<Step<RowsRef>> rows;

    @BeforeEach
    void makeFlow() throws Exception {
        flow = new Flow(folder);
        rows = flow.rows("a.mp4");
    }

    @Test
    void segments_areDrawnAndStaged_andTakenAnotherTime() throws Exception {
        flow.workers().annotateAs(order -> {
            Pictures all = Flow.drawn(order);
            long[] unreadable = {order.canvas().startPts()};
            return CompletableFuture.completedFuture(
                    new Pictures(all.mp4(), all.framePts(), unreadable, all.drawn(), 5));
        });

        List<Step<PicturesRef>> first = annotated();
        List<Step<PicturesRef>> second = annotated();

        assertThat(calls()).isEqualTo(Flow.SEGMENTS);
        for (List<Step<PicturesRef>> all : List.of(first, second)) {
            assertThat(all).hasSize(Flow.SEGMENTS).allSatisfy(step -> {
                PicturesRef pictures = Objects.requireNonNull(step.result());
                assertThat(pictures.framesUnreadable()).isEqualTo(1);
                assertThat(pictures.framesWithPose()).isEqualTo(Flow.FRAMES - 1);
                assertThat(pictures.encoded().digest())
                        .isEqualTo(pictures.rows().linked().segment().plan().digest());
            });
        }
    }

    @Test
    void stagedPictures_withoutTheirVideoOrDamaged_areMadeAnew() throws Exception {
        annotated();
        RowsRef first = Objects.requireNonNull(rows.get(0).result());
        var mp4 = flow.layout().staged(Staged.MP4, first.linked().segment());
        var pictures = flow.layout().staged(Staged.PICTURES, first.linked().segment());

        mp4.getFileSystem().delete(mp4, false);
        annotated();
        assertThat(calls()).isEqualTo(Flow.SEGMENTS + 1);
        assertThat(StagingStore.read(mp4)).isPresent();

        StagingStore.write(pictures, new byte[] {1, 2, 3});
        annotated();
        assertThat(calls()).isEqualTo(Flow.SEGMENTS + 2);

        StagingStore.write(mp4, new byte[] {9});
        annotated();
        assertThat(calls()).as("a video that is not the one described").isEqualTo(Flow.SEGMENTS + 3);
    }

    @Test
    void stagedPictures_onWhichOtherRowsAreDrawn_areMadeAnew() throws Exception {
        RowsRef first = Objects.requireNonNull(rows.get(0).result());
        SegmentRef segment = first.linked().segment();
        Pictures draft = new Pictures(new byte[] {7}, pts(segment), new long[0], "other rows", 0);
        AnnotateFunction.stage(flow.layout(), segment, draft);

        annotated();

        assertThat(calls()).isEqualTo(Flow.SEGMENTS);
        assertThat(StagingStore.require(flow.layout().staged(Staged.MP4, segment)))
                .containsExactly(1, 2, 3);
    }

    @Test
    void stagedPictures_onWhichTheseRowsAreDrawn_areTaken() throws Exception {
        RowsRef first = Objects.requireNonNull(rows.get(0).result());
        SegmentRef segment = first.linked().segment();
        String drawn = DrawnRows.hash(
                RowsCodec.stagedRows(StagingStore.require(flow.layout().staged(Staged.ROWS, segment))));
        Pictures draft = new Pictures(new byte[] {7}, pts(segment), new long[0], drawn, 0);
        AnnotateFunction.stage(flow.layout(), segment, draft);

        List<Step<PicturesRef>> out = annotated();

        assertThat(calls()).isEqualTo(Flow.SEGMENTS - 1);
        assertThat(out).hasSize(Flow.SEGMENTS);
        assertThat(StagingStore.require(flow.layout().staged(Staged.MP4, segment)))
                .containsExactly(7);
    }

    /** Earlier versions drew nothing but the final rows, and did not say so. */
    @Test
    void stagedPictures_thatDoNotSayWhatIsDrawn_areTaken() throws Exception {
        SegmentRef segment =
                Objects.requireNonNull(rows.get(0).result()).linked().segment();
        AnnotateFunction.stage(flow.layout(), segment, new Pictures(new byte[] {7}, pts(segment), new long[0], "", 0));

        annotated();

        assertThat(calls()).isEqualTo(Flow.SEGMENTS - 1);
    }

    private static long[] pts(SegmentRef segment) {
        return LongStream.range(segment.plan().startPts(), segment.plan().endPts())
                .toArray();
    }

    @Test
    void workerThatFails_costsItsVideoAlone() throws Exception {
        List<Step<RowsRef>> good = flow.rows("good.mp4");
        flow.workers()
                .annotateAs(order -> calls() == 1
                        ? CompletableFuture.failedFuture(new VideoException(FailureKind.DECODE_ERROR, "It is noise."))
                        : CompletableFuture.completedFuture(Flow.drawn(order)));
        try (var harness = flow.annotate(null)) {
            harness.give(rows.get(0));
            assertThat(harness.end()).hasSize(1);
            harness.give(good.get(0));

            List<Step<PicturesRef>> out = harness.end();

            assertThat(out.get(0).failure()).isEqualTo(new Failure(FailureKind.DECODE_ERROR, "It is noise."));
            assertThat(out.get(0).parts()).isEqualTo(Flow.SEGMENTS);
            assertThat(out.get(1).failure()).isNull();
            assertThat(harness.jobFailure()).isNull();
        }
    }

    @Test
    void inputThatCannotBeRead_costsItsVideo() throws Exception {
        flow.files().failReads(new IOException("a bad sector"));

        assertThat(annotated())
                .allSatisfy(step -> assertThat(step.failure())
                        .isEqualTo(new Failure(FailureKind.IO_ERROR, "Reading or writing failed: a bad sector")));
        assertThat(calls()).isZero();
    }

    @Test
    void segmentUnderWay_isDrawnAgainAfterARestart_andOneThatIsStagedIsNot() throws Exception {
        Flow.all(flow.annotate(null), rows.subList(0, 1));
        OperatorSubtaskState state;
        flow.workers().annotateAs(order -> new CompletableFuture<>());
        try (var harness = flow.annotate(null)) {
            harness.give(rows.get(0));
            harness.give(rows.get(1));
            flow.workers().awaitCalls(WorkStep.ANNOTATE, 2);
            state = harness.snapshot();
        }
        int[] again = {0};
        flow.workers().annotateAs(order -> {
            again[0]++;
            return CompletableFuture.completedFuture(Flow.drawn(order));
        });

        List<Step<PicturesRef>> out = Flow.all(flow.annotate(state), List.of());

        assertThat(out)
                .hasSize(Flow.SEGMENTS)
                .allSatisfy(step -> assertThat(step.failure()).isNull());
        assertThat(again[0]).isEqualTo(1);
    }

    private List<Step<PicturesRef>> annotated() throws Exception {
        return Flow.all(flow.annotate(null), rows);
    }

    private int calls() {
        return flow.workers().calls(WorkStep.ANNOTATE);
    }
}
