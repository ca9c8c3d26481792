package dev.muybridge.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.codec.AnalyzeCodec;
import dev.muybridge.job.model.AnalysedVideo;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.media.MadeUpFrames;
import dev.muybridge.motion.Measures;
import dev.muybridge.motion.TrackedFrames;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.AnalyzeStage;
import dev.muybridge.stage.Poses;
import dev.muybridge.stage.WorkStep;
import dev.muybridge.tracking.ForgetfulTracking;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five segments of ten frames, with a lead-in of four, and trackers that remember more or fewer frames than that. */
final class RepairFunctionTest {
    private static final int COUNT = 5;
    private static final int FRAMES = COUNT * Flow.FRAMES;

    @TempDir
    Path folder;

    private Flow flow;
    private int calls;

    @BeforeEach
    void begin() throws IOException {
        flow = new Flow(folder);
    }

    /** Has workers track as trackers with that memory do. */
    private void remembering(int frames) {
        AnalyzeStage stage = new AnalyzeStage(new MadeUpFrames(), new ForgetfulTracking(frames), Measures.STANDARD);
        flow.workers().analyzeAs(order -> {
            try {
                return CompletableFuture.completedFuture(stage.analyze(made(order)));
            } catch (VideoException e) {
                return CompletableFuture.failedFuture(e);
            }
        });
    }

    private static AnalyzeOrder made(AnalyzeOrder order) {
        return new AnalyzeOrder(
                MadeUpFrames.packets(order.fromPts(), order.endPts()),
                0,
                order.fromPts(),
                order.startPts(),
                order.endPts(),
                order.repair(),
                null);
    }

    private static TrackedFrames uncut(int memory) throws VideoException {
        return new AnalyzeStage(new MadeUpFrames(), new ForgetfulTracking(memory), Measures.STANDARD)
                .analyze(new AnalyzeOrder(MadeUpFrames.packets(0, FRAMES), 0, 0, 0, FRAMES, null, null))
                .tracked();
    }

    private PosesRef[] repaired(Step<AnalysedVideo> video) throws Exception {
        int before = flow.workers().calls(WorkStep.ANALYZE);
        Step<AnalysedVideo> step = Flow.all(flow.repair(), List.of(video)).get(0);
        calls = flow.workers().calls(WorkStep.ANALYZE) - before;
        return Objects.requireNonNull(step.result(), () -> String.valueOf(step.failure()))
                .segments();
    }

    private TrackedFrames staged(PosesRef poses) throws IOException {
        return stagedPoses(poses).tracked();
    }

    private Poses stagedPoses(PosesRef poses) throws IOException {
        return AnalyzeCodec.stagedPoses(
                StagingStore.require(flow.layout().path(poses.staged().path())));
    }

    private TrackedFrames joined(PosesRef[] segments) throws IOException {
        TrackedFrames all = staged(segments[0]);
        for (int i = 1; i < segments.length; i++) {
            all = all.and(staged(segments[i]));
        }
        return all;
    }

    @Test
    void segmentsThatFitTogether_areLeftAlone() throws Exception {
        remembering(Flow.LEAD_IN);
        Step<AnalysedVideo> video = flow.analysed("a.mp4", COUNT);

        PosesRef[] segments = repaired(video);

        assertThat(calls).isZero();
        assertThat(joined(segments)).isEqualTo(uncut(Flow.LEAD_IN));
    }

    @Test
    void segmentsThatDoNot_areWhatOneTrackerSaysOfTheWholeVideo_andStayStaged() throws Exception {
        for (int memory : new int[] {7, 12, 25}) {
            String name = memory + ".mp4";
            remembering(memory);
            Step<AnalysedVideo> video = flow.analysed(name, COUNT);

            PosesRef[] segments = repaired(video);

            assertThat(joined(segments)).as("memory of %d", memory).isEqualTo(uncut(memory));
            assertThat(calls).isEqualTo(COUNT - 1);
            assertThat(segments[1].staged().path())
                    .endsWith(String.format(
                            "10-20-%016x.poses", segments[0].staged().end().digest()));
            assertThat(segments[1].workMillis())
                    .isGreaterThanOrEqualTo(
                            Objects.requireNonNull(video.result()).segments()[1].workMillis());

            assertThat(joined(repaired(video))).isEqualTo(uncut(memory));
            assertThat(calls).as("another time").isZero();
        }
    }

    /** Poses that an earlier run has published come without what their trackers remembered. */
    @Test
    void segmentsWithoutTheirTrackersState_areAnalysedAgainWhereItIsNeeded() throws Exception {
        remembering(12);
        Step<AnalysedVideo> video = flow.analysed("a.mp4", COUNT);
        PosesRef[] before = Objects.requireNonNull(video.result()).segments();
        for (int i = 0; i < 2; i++) {
            TrackedFrames known = staged(before[i]);
            StagingStore.write(
                    flow.layout().path(before[i].staged().path()),
                    AnalyzeCodec.staged(new Poses(
                            new TrackedFrames(known.start(), known.frames(), known.marks(), new byte[0]),
                            "any",
                            null,
                            0)));
        }

        assertThat(joined(repaired(video))).isEqualTo(uncut(12));
        assertThat(calls).as("four repairs, and those for a state").isGreaterThan(COUNT - 1);
    }

    @Test
    void repairThatFails_failsItsVideo() throws Exception {
        remembering(12);
        Step<AnalysedVideo> video = flow.analysed("a.mp4", COUNT);
        flow.workers()
                .analyzeAs(order ->
                        CompletableFuture.failedFuture(new VideoException(FailureKind.DECODE_ERROR, "It is noise.")));

        Step<AnalysedVideo> step = Flow.all(flow.repair(), List.of(video)).get(0);

        assertThat(step.failure()).isEqualTo(new Failure(FailureKind.DECODE_ERROR, "It is noise."));
    }
}
