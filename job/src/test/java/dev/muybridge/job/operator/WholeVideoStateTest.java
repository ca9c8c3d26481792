package dev.muybridge.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.model.AnalysedVideo;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.media.Clip;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a keyed operator keeps, from one part of a video to the next and over a restart, and that it forgets it in the end. */
final class WholeVideoStateTest {
    private static final Failure FAILURE = new Failure(FailureKind.DECODE_ERROR, "broken");

    private KeyedOneInputStreamOperatorTestHarness<String, Step<PosesRef>, Step<AnalysedVideo>> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Step<PosesRef>, Step<AnalysedVideo>> harness()
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new GatherFunction()),
                step -> step.video().key(),
                Types.STRING);
    }

    @Test
    void manyVideos_doneAndFailed_leaveNoState() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            String name = "video " + i;
            if (i % 2 == 0) {
                harness.processElement(WholeVideoTest.poses(name, 0, 1), 0);
            } else {
                harness.processElement(Step.failed(WholeVideoTest.video(name), FAILURE, 2), 0);
                harness.processElement(Step.failed(WholeVideoTest.video(name), FAILURE, 2), 0);
            }
        }

        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.extractOutputValues()).hasSize(10_000);
    }

    @Test
    void videoUnderWay_isKept_alsoOverARestart() throws Exception {
        harness.processElement(WholeVideoTest.poses("a", 1, 2), 0);
        assertThat(harness.numKeyedStateEntries()).isPositive();
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();

        harness = harness();
        harness.initializeState(state);
        harness.open();
        harness.processElement(WholeVideoTest.poses("a", 0, 2), 0);

        assertThat(harness.extractOutputValues()).hasSize(1);
        assertThat(harness.extractOutputValues().get(0).failure()).isNull();
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void failedVideoThatWasRepaired_isTakenAnew() throws Exception {
        VideoRef broken = WholeVideoTest.video("a");
        VideoRef repaired = new VideoRef(
                broken.videoId(), broken.video(), broken.outputName(), broken.path(), broken.size(), "2-2", Clip.WHOLE);
        harness.processElement(Step.failed(broken, FAILURE, 3), 0);

        Step<PosesRef> part = WholeVideoTest.poses("a", 0, 1);
        harness.processElement(new Step<>(repaired, part.result(), null, 1), 0);

        List<Boolean> failed = new ArrayList<>();
        harness.extractOutputValues().forEach(step -> failed.add(step.failure() != null));
        assertThat(failed).containsExactly(true, false);
    }
}
