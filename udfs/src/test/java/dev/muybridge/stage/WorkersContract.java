package dev.muybridge.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.media.FrameLedger;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.media.StreamParameters;
import dev.muybridge.media.ffmpeg.FfmpegVideoFiles;
import dev.muybridge.motion.Column;
import dev.muybridge.motion.Measures;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.PoseTrack;
import dev.muybridge.motion.Scene;
import dev.muybridge.motion.Tracks;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import dev.muybridge.testing.FfmpegVideos;
import dev.muybridge.testing.LocalFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every implementation of {@link Workers} does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class WorkersContract {
    private static final long SECONDS = 120;

    @TempDir
    Path folder;

    /** Shared by the tests until one of them closes them: they take seconds to start. */
    private @Nullable Workers shared;

    @SuppressWarnings("NullAway.Init") // before each test
    private Workers workers;

    private Work work;

    /** Workers over the real decoder and model. */
    protected abstract Workers start(int size);

    /** How many of these workers have worked so far. */
    protected abstract long busy(Workers workers);

    @BeforeEach
    void startWorkers() throws Exception {
        Workers started = shared == null ? start(2) : shared;
        shared = started;
        workers = started;
        work = Work.of(
                new FfmpegVideoFiles(),
                new LocalFile(FfmpegVideos.silent(folder.resolve("video.mp4"), FfmpegVideos.h264())),
                0.5);
    }

    /** Ends the workers; to be called before what they need is ended. */
    @AfterAll
    protected void closeWorkers() {
        if (shared != null) {
            shared.close();
            shared = null;
        }
    }

    private void close() {
        workers.close();
        shared = null;
    }

    @Test
    void analyze_givesEveryFrameOfTheSegment() throws Exception {
        assertThat(work.segments()).isGreaterThan(2);
        for (SegmentPlan part : work.plan().segments()) {
            List<PoseFrame> poses = get(analyze(part.index())).tracked().frames();
            long[] own = poses.stream().mapToLong(PoseFrame::pts).toArray();
            assertThat(FrameLedger.digest(own)).isEqualTo(part.digest());
        }
    }

    @Test
    void annotate_givesEveryFrameOfTheSegment() throws Exception {
        Pictures pictures = get(annotate(1, get(analyze(1))));

        SegmentPlan part = work.plan().segments().get(1);
        assertThat(FrameLedger.digest(pictures.framePts())).isEqualTo(part.digest());
        assertThat(pictures.framePts()).hasSize(part.frames());
        assertThat(pictures.unreadablePts()).isEmpty();
        assertThat(pictures.mp4()).isNotEmpty();
    }

    @Test
    void measure_givesWhatTheMetricsGive() throws Exception {
        PoseTrack track = Tracks.of(Arrays.asList(
                dev.muybridge.pose.Poses.standing(0.5, 0.5, 0.5),
                null,
                dev.muybridge.pose.Poses.standing(0.5, 0.5, 0.7),
                dev.muybridge.pose.Poses.standing(0.6, 0.5, 0.7)));
        Scene scene = new Scene(new PictureSize(1000, 500), new TimeBase(1, 30), 2);

        Measurements measurements = get(workers.measure(new MeasureOrder(track, scene)));

        assertThat(measurements.columns())
                .isEqualTo(
                        Measures.STANDARD.columns().stream().map(Column::name).toList());
        List<double[]> expected = Measures.STANDARD.measure(track, scene);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(measurements.values().get(i)).isEqualTo(expected.get(i));
        }
    }

    @Test
    void equalOrders_getEqualAnswers() throws Exception {
        List<CompletableFuture<Poses>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(analyze(1));
        }
        Poses first = get(answers.get(0));
        for (CompletableFuture<Poses> answer : answers) {
            assertThat(get(answer).tracked()).isEqualTo(first.tracked());
        }

        Pictures once = get(annotate(1, first));
        Pictures twice = get(annotate(1, first));
        assertThat(twice.mp4()).isEqualTo(once.mp4());
        assertThat(twice.framePts()).isEqualTo(once.framePts());
    }

    @Test
    void manyCalls_areSharedAmongWorkers() throws Exception {
        long annotating = workers.counts(WorkStep.ANNOTATE).busyMillis();
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < 2 * work.segments(); i++) {
            answers.add(analyze(i % work.segments()));
        }
        for (CompletableFuture<?> answer : answers) {
            get(answer);
        }

        assertThat(workers.size()).isEqualTo(2);
        CallCounts counts = countsAtRest();
        assertThat(counts.inFlight() + counts.waiting()).isZero();
        assertThat(busy(workers)).isEqualTo(2);
        assertThat(workers.atWork()).isEmpty();
        assertThat(counts.busyMillis()).isPositive();
        assertThat(workers.counts(WorkStep.ANNOTATE).busyMillis()).isEqualTo(annotating);
    }

    @Test
    void videoThatCannotBeDecoded_failsItsFuture_withItsFailure() throws Exception {
        AnalyzeOrder order = work.analyze(0);
        PacketRun run = order.packets();
        StreamParameters known = run.parameters();
        StreamParameters unknown = new StreamParameters(
                "no such codec",
                known.codecTag(),
                known.extradata(),
                known.codedWidth(),
                known.codedHeight(),
                known.pixelFormat(),
                known.colour(),
                known.pixelAspect(),
                known.timeBase());
        CompletableFuture<?> answer = workers.analyze(
                AnalyzeOrder.of(work.plan().segments().get(0), new PacketRun(unknown, run.packets()), 0, null),
                NativeGuard.NONE);

        assertThatThrownBy(() -> get(answer))
                .hasCauseInstanceOf(VideoException.class)
                .hasMessageContaining("no such codec");
        assertThat(get(analyze(0)).tracked().frames()).isNotEmpty();
    }

    @Test
    void close_failsWhatWaits_andWhatComesLater_andTwiceHasNoEffect() throws Exception {
        AnalyzeOrder order = work.analyze(0);
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            answers.add(workers.analyze(order, NativeGuard.NONE));
        }

        close();
        close();

        assertThatThrownBy(() -> get(answers.get(11))).hasStackTraceContaining("closed");
        CompletableFuture<?> later = workers.analyze(order, NativeGuard.NONE);
        assertThatThrownBy(() -> get(later)).hasStackTraceContaining("closed");
    }

    /** Analyses that segment of the test's video. */
    protected final CompletableFuture<Poses> analyze(int segment) throws Exception {
        return workers.analyze(work.analyze(segment), NativeGuard.NONE);
    }

    private CompletableFuture<Pictures> annotate(int segment, Poses poses) throws Exception {
        return workers.annotate(work.annotate(segment, poses), NativeGuard.NONE);
    }

    /** Counts may follow the answers by a moment. */
    private CallCounts countsAtRest() throws InterruptedException {
        CallCounts counts = workers.counts(WorkStep.ANALYZE);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (counts.inFlight() + counts.waiting() > 0 && System.nanoTime() < end) {
            Thread.sleep(10);
            counts = workers.counts(WorkStep.ANALYZE);
        }
        return counts;
    }

    private static <T> T get(CompletableFuture<T> answer) throws Exception {
        return answer.get(SECONDS, TimeUnit.SECONDS);
    }
}
