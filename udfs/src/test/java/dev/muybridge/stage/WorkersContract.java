package dev.muybridge.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.codec.AnalysisCodec;
import dev.muybridge.codec.AnnotationCodec;
import dev.muybridge.media.FrameLedger;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.media.ffmpeg.FfmpegVideoFiles;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.VideoException;
import dev.muybridge.proto.AnalyzeRequest;
import dev.muybridge.proto.PacketRunMessage;
import dev.muybridge.testing.FfmpegVideos;
import dev.muybridge.testing.LocalFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every implementation of {@link Workers} does. */
public abstract class WorkersContract {
    private static final long SECONDS = 120;

    @TempDir
    Path folder;

    private Workers workers;
    private Work work;

    /** Workers over the real decoder and model. */
    protected abstract Workers start(int size);

    /** How many of these workers have worked so far. */
    protected abstract long busy(Workers workers);

    @BeforeEach
    void startWorkers() throws Exception {
        workers = start(2);
        work = Work.of(
                new FfmpegVideoFiles(),
                new LocalFile(FfmpegVideos.silent(folder.resolve("video.mp4"), FfmpegVideos.h264())),
                0.5);
    }

    @AfterEach
    void closeWorkers() {
        workers.close();
    }

    @Test
    void analyze_givesEveryFrameThatTheAnalysisSees() throws Exception {
        assertThat(work.segments()).isGreaterThan(2);
        for (SegmentPlan part : work.plan().segments()) {
            List<PoseFrame> poses = Work.poses(get(workers.analyze(work.analyze(part.index()))));
            long[] own = poses.stream()
                    .mapToLong(PoseFrame::pts)
                    .filter(pts -> pts >= part.startPts() && pts < part.endPts())
                    .toArray();
            assertThat(FrameLedger.digest(own)).isEqualTo(part.digest());
            assertThat(poses.get(0).pts()).isEqualTo(part.seenFromPts());
        }
    }

    @Test
    void annotate_givesEveryFrameOfTheSegment() throws Exception {
        byte[] analysis = get(workers.analyze(work.analyze(1)));

        AnnotationCodec.Annotated annotated =
                AnnotationCodec.annotated(get(workers.annotate(work.annotate(1, analysis))));

        AnnotationCodec.Rows rows = AnnotationCodec.rows(annotated.rows());
        SegmentPlan part = work.plan().segments().get(1);
        assertThat(FrameLedger.digest(rows.encodedPts())).isEqualTo(part.digest());
        assertThat(rows.frames()).hasSize(part.frames());
        assertThat(rows.frames().get(0).frame()).isEqualTo(part.firstFrame());
        assertThat(rows.mp4Bytes()).isEqualTo(annotated.mp4().length).isPositive();
    }

    @Test
    void equalRequests_getEqualAnswers() throws Exception {
        byte[] request = work.analyze(1);
        List<CompletableFuture<byte[]>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(workers.analyze(request));
        }
        byte[] first = AnalysisCodec.staged(Work.poses(get(answers.get(0))));
        for (CompletableFuture<byte[]> answer : answers) {
            assertThat(AnalysisCodec.staged(Work.poses(get(answer)))).isEqualTo(first);
        }

        byte[] annotate = work.annotate(1, get(answers.get(0)));
        AnnotationCodec.Annotated once = AnnotationCodec.annotated(get(workers.annotate(annotate)));
        AnnotationCodec.Annotated twice = AnnotationCodec.annotated(get(workers.annotate(annotate)));
        assertThat(twice.mp4()).isEqualTo(once.mp4());
        assertThat(twice.rows()).isEqualTo(once.rows());
    }

    @Test
    void manyCalls_areSharedAmongWorkers() throws Exception {
        List<CompletableFuture<byte[]>> answers = new ArrayList<>();
        for (int i = 0; i < 2 * work.segments(); i++) {
            answers.add(workers.analyze(work.analyze(i % work.segments())));
        }
        for (CompletableFuture<byte[]> answer : answers) {
            get(answer);
        }

        assertThat(workers.size()).isEqualTo(2);
        CallCounts counts = countsAtRest();
        assertThat(counts.inFlight() + counts.waiting()).isZero();
        assertThat(busy(workers)).isEqualTo(2);
        assertThat(counts.busyMillis()).isPositive();
        assertThat(workers.annotations().busyMillis()).isZero();
    }

    @Test
    void videoThatCannotBeDecoded_isAnAnswer() throws Exception {
        PacketRunMessage packets = AnalyzeRequest.parseFrom(work.analyze(0)).getPackets();
        byte[] request = AnalyzeRequest.parseFrom(work.analyze(0)).toBuilder()
                .setPackets(packets.toBuilder().setCodec("no such codec"))
                .build()
                .toByteArray();

        byte[] answer = get(workers.analyze(request));

        assertThatThrownBy(() -> AnalysisCodec.analysis(answer))
                .isInstanceOf(VideoException.class)
                .hasMessageContaining("no such codec");
    }

    @Test
    void brokenRequest_failsItsOwnFutureAlone() throws Exception {
        byte[] good = work.analyze(0);
        CompletableFuture<byte[]> broken = workers.analyze(new byte[] {1, 2, 3});
        CompletableFuture<byte[]> alsoBroken = workers.annotate(new byte[0]);

        assertThatThrownBy(() -> get(broken)).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> get(alsoBroken)).isInstanceOf(ExecutionException.class);
        assertThat(Work.poses(get(workers.analyze(good)))).isNotEmpty();
    }

    @Test
    void callAfterClose_fails() throws Exception {
        byte[] request = work.analyze(0);
        workers.close();

        CompletableFuture<byte[]> analysis = workers.analyze(request);
        CompletableFuture<byte[]> annotation = workers.annotate(request);

        assertThatThrownBy(() -> get(analysis)).hasStackTraceContaining("closed");
        assertThatThrownBy(() -> get(annotation)).hasStackTraceContaining("closed");
    }

    @Test
    void close_failsWhatWaits_andTwiceHasNoEffect() throws Exception {
        byte[] request = work.analyze(0);
        List<CompletableFuture<byte[]>> answers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            answers.add(workers.analyze(request));
        }

        workers.close();
        workers.close();

        assertThatThrownBy(() -> get(answers.get(11))).hasStackTraceContaining("closed");
    }

    /** Counts may follow the answers by a moment. */
    private CallCounts countsAtRest() throws InterruptedException {
        CallCounts counts = workers.analyses();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (counts.inFlight() + counts.waiting() > 0 && System.nanoTime() < end) {
            Thread.sleep(10);
            counts = workers.analyses();
        }
        return counts;
    }

    private static byte[] get(CompletableFuture<byte[]> answer) throws Exception {
        return answer.get(SECONDS, TimeUnit.SECONDS);
    }
}
