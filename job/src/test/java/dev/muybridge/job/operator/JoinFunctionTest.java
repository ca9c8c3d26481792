package dev.muybridge.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.model.CompleteVideo;
import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.Staged;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JoinFunctionTest {
    private static final Failure EARLIER = new Failure(FailureKind.TRUNCATED, "The file ends early.");

    @TempDir
    Path folder;

    @Test
    void completeVideo_isJoinedAndPreparedWithItsRowLast() throws Exception {
        Flow flow = new Flow(folder);
        Step<CompleteVideo> video = flow.complete("a.mp4");

        Publication publication = Flow.all(flow.join(null), List.of(video)).get(0);

        String id = video.video().videoId();
        assertThat(publication.state()).isEqualTo(VideoRow.DONE);
        assertThat(publication.frames()).isEqualTo(Flow.SEGMENTS * Flow.FRAMES);
        assertThat(publication.files())
                .extracting(PendingFile::target)
                .containsExactly(
                        "metrics/" + id + ".parquet",
                        "segments/" + id + "/00000.mp4",
                        "segments/" + id + "/00001.mp4",
                        "poses/" + id + ".poses",
                        "annotated/a.mp4",
                        OutputLayout.row(id));
    }

    @Test
    void failedVideo_isARowAndNoMore() throws Exception {
        Flow flow = new Flow(folder);

        Publication publication =
                Flow.all(flow.join(null), List.of(failed(flow, "a.mp4"))).get(0);

        assertThat(publication.state()).isEqualTo(VideoRow.FAILED);
        assertThat(publication.message()).isEqualTo("truncated: The file ends early.");
        assertThat(publication.files()).hasSize(1);
        assertThat(flow.files().joins()).isZero();
    }

    @Test
    void videoThatCannotBeJoined_failsAlone() throws Exception {
        Flow flow = new Flow(folder);
        Step<CompleteVideo> bad = flow.complete("bad.mp4");
        Step<CompleteVideo> good = flow.complete("good.mp4");
        flow.files().failJoins(new IOException("a bad sector"));
        try (var harness = flow.join(null)) {
            harness.give(bad);
            assertThat(harness.end()).hasSize(1);
            flow.files().failJoins(null);
            harness.give(good);

            List<Publication> out = harness.end();

            assertThat(out).extracting(Publication::state).containsExactly(VideoRow.FAILED, VideoRow.DONE);
            assertThat(out.get(0).message()).isEqualTo("io_error: Reading or writing failed: a bad sector");
            assertThat(harness.jobFailure()).isNull();
        }
    }

    @Test
    void joinedVideoThatLacksAFrame_andInputThatIsGone_areFailures() throws Exception {
        Flow flow = new Flow(folder);
        Step<CompleteVideo> lacking = flow.complete("lacking.mp4");
        flow.files().joinedFrames(19);
        assertThat(message(flow, lacking)).startsWith("ledger_mismatch: The joined video has 19 frames where 20 were");
        flow.files().joinedFrames(Flow.SEGMENTS * Flow.FRAMES);

        Step<CompleteVideo> gone = flow.complete("gone.mp4");
        Files.delete(flow.input("gone.mp4"));
        assertThat(message(flow, gone)).startsWith("changed: The file was removed after it was listed.");
    }

    @Test
    void stagedFileThatIsGone_costsItsVideo() throws Exception {
        Flow flow = new Flow(folder);
        SegmentRef segment = Objects.requireNonNull(flow.segment("a.mp4", 0).result());
        for (Staged kind : List.of(Staged.ROWS, Staged.MP4, Staged.POSES)) {
            Step<CompleteVideo> video = flow.complete("a.mp4");
            var file = flow.layout().staged(kind, segment);
            file.getFileSystem().delete(file, false);

            assertThat(message(flow, video))
                    .isEqualTo("io_error: Reading or writing failed: a staged file is gone: " + file);
        }
    }

    private static String message(Flow flow, Step<CompleteVideo> video) throws Exception {
        return Flow.all(flow.join(null), List.of(video)).get(0).message();
    }

    @Test
    void outputThatCannotBeWritten_failsTheJob() throws Exception {
        Flow flow = new Flow(folder);
        Step<CompleteVideo> video = flow.complete("a.mp4");
        Files.writeString(folder.resolve("out/metrics"), "in the way");
        try (var harness = flow.join(null)) {
            harness.give(video);

            assertThat(harness.end()).isEmpty();
            assertThat(OutputException.in(Objects.requireNonNull(harness.jobFailure())))
                    .isNotNull();
        }
    }

    @Test
    void videoThatIsBeingJoined_isJoinedAgainAfterARestart() throws Exception {
        Flow flow = new Flow(folder);
        Step<CompleteVideo> video = flow.complete("a.mp4");
        OperatorSubtaskState state;
        try (var harness = flow.join(null)) {
            harness.give(video);
            state = harness.snapshot();
            harness.end();
        }
        int before = flow.files().joins();

        List<Publication> out = Flow.all(flow.join(state), List.of());

        assertThat(out).extracting(Publication::state).containsExactly(VideoRow.DONE);
        assertThat(flow.files().joins()).isEqualTo(before + 1);
    }

    private static Step<CompleteVideo> failed(Flow flow, String name) throws IOException {
        return Step.failed(flow.video(name), EARLIER);
    }
}
