package dev.muybridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.media.Colour;
import dev.muybridge.media.EncoderSettings;
import dev.muybridge.media.FrameCodec;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.FrameWriter;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.Rational;
import dev.muybridge.media.StreamParameters;
import dev.muybridge.motion.Measures;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.AnalyzeStage;
import dev.muybridge.stage.AnnotateOrder;
import dev.muybridge.stage.AnnotateStage;
import dev.muybridge.stage.MeasureStage;
import dev.muybridge.stage.NativeGuard;
import dev.muybridge.stage.Style;
import dev.muybridge.stage.WorkStep;
import dev.muybridge.stage.WorkerCall;
import dev.muybridge.tracking.Tracking;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is told of calls; their answers are not of interest, so no order can be carried out. */
@Timeout(30)
final class InProcessWorkersTest {
    private static final PacketRun PACKETS = new PacketRun(
            new StreamParameters(
                    "none", 0, new byte[0], 1, 1, -1, new Colour(1, 1, 1, 1), new Rational(1, 1), new TimeBase(1, 1)),
            List.of());
    private static final AnalyzeOrder ANALYZE = new AnalyzeOrder(PACKETS, 0, 0, 0, 1, null, null);
    private static final AnnotateOrder ANNOTATE = new AnnotateOrder(
            PACKETS,
            List.of(),
            new AnnotateOrder.Canvas(0, 1, 0, new PictureSize(1, 1), new Rational(1, 1)),
            new Style("fast", 1, false));

    private final InProcessWorkers workers = new InProcessWorkers(
            2,
            new AnalyzeStage(new Nothing(), new Nothing(), Measures.STANDARD),
            new MeasureStage(Measures.STANDARD),
            new AnnotateStage(new Nothing()));

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void guard_isToldByTheWorkersThread_beforeAndAfter() {
        Guard guard = new Guard(false);

        assertThatThrownBy(workers.analyze(ANALYZE, guard)::join).hasMessageContaining("not used");
        assertThatThrownBy(workers.annotate(ANNOTATE, guard)::join).hasMessageContaining("not used");

        assertThat(String.join(", ", guard.log))
                .matches("(worker-\\d) enters, \\1 leaves, (worker-\\d) enters, \\2 leaves");
    }

    @Test
    void guardThatRefuses_failsTheCall() {
        NativeGuard refusing = () -> {
            throw new IOException("not this one");
        };

        assertThatThrownBy(workers.analyze(ANALYZE, refusing)::join).hasCause(new IOException("not this one"));
        Guard guard = new Guard(true);
        assertThatThrownBy(workers.analyze(ANALYZE, guard)::join).hasMessageContaining("not used");
    }

    @Test
    void callThatIsToBeAlone_waitsForTheOthers_andTheyForIt() throws Exception {
        Guard first = new Guard(false);
        Guard alone = new Guard(true);
        first.hold = new CountDownLatch(1);
        CompletableFuture<?> one = workers.analyze(ANALYZE, first);
        first.entered.await();
        CompletableFuture<?> two = workers.analyze(ANALYZE, alone);
        assertThat(alone.entered.await(200, TimeUnit.MILLISECONDS)).isFalse();

        alone.hold = new CountDownLatch(1);
        first.hold.countDown();
        alone.entered.await();
        Guard last = new Guard(false);
        CompletableFuture<?> three = workers.analyze(ANALYZE, last);
        assertThat(last.entered.await(200, TimeUnit.MILLISECONDS)).isFalse();

        alone.hold.countDown();
        last.entered.await();
        assertThat(CompletableFuture.allOf(one, two, three)).failsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void atWork_namesTheCallsUnderWay_andNoOthers() throws Exception {
        assertThat(workers.atWork()).isEmpty();
        Guard guard = new Guard(false);
        guard.hold = new CountDownLatch(1);
        CompletableFuture<?> held = workers.analyze(ANALYZE, guard);
        guard.entered.await();

        WorkerCall call = workers.atWork().get(0);
        assertThat(workers.atWork()).hasSize(1);
        assertThat(call.step()).isEqualTo(WorkStep.ANALYZE);
        assertThat(call.about()).isEqualTo("a.mp4");
        assertThat(call.worker()).isBetween(0, 1);
        assertThat(call.millis()).isNotNegative();

        guard.hold.countDown();
        assertThat(held).failsWithin(10, TimeUnit.SECONDS);
        assertThat(workers.atWork()).isEmpty();
    }

    @Test
    void theFirstWorker_analysesAsLongAsItCan_theOtherFinishes() throws Exception {
        Guard begun = new Guard(false);
        Guard begunToo = new Guard(false);
        begun.hold = new CountDownLatch(1);
        begunToo.hold = begun.hold;
        CompletableFuture<?> one = workers.analyze(ANALYZE, begun);
        CompletableFuture<?> two = workers.analyze(ANALYZE, begunToo);
        begun.entered.await();
        begunToo.entered.await();
        Guard drawing = new Guard(false);
        Guard analysis = new Guard(false);
        analysis.hold = new CountDownLatch(1);
        drawing.hold = analysis.hold;
        CompletableFuture<?> three = workers.annotate(ANNOTATE, drawing);
        CompletableFuture<?> four = workers.analyze(ANALYZE, analysis);

        begun.hold.countDown();
        analysis.entered.await();
        drawing.entered.await();
        analysis.hold.countDown();

        assertThat(CompletableFuture.allOf(one, two, three, four)).failsWithin(10, TimeUnit.SECONDS);
        assertThat(analysis.log).contains("worker-0 enters");
        assertThat(drawing.log).contains("worker-1 enters");
    }

    private static final class Guard implements NativeGuard {
        private final boolean alone;
        private final List<String> log = new CopyOnWriteArrayList<>();
        private final CountDownLatch entered = new CountDownLatch(1);
        private volatile CountDownLatch hold = new CountDownLatch(0);

        Guard(boolean alone) {
            this.alone = alone;
        }

        @Override
        public Passage enter() throws InterruptedException {
            log.add(Thread.currentThread().getName() + " enters");
            entered.countDown();
            hold.await();
            return () -> log.add(Thread.currentThread().getName() + " leaves");
        }

        @Override
        public String about() {
            return "a.mp4";
        }

        @Override
        public boolean alone() {
            return alone;
        }
    }

    private record Nothing() implements FrameCodec, Tracking {
        @Override
        public FrameReader reader(PacketRun packets, int rotation) {
            throw new IllegalStateException("not used");
        }

        @Override
        public FrameWriter writer(EncoderSettings settings) {
            throw new IllegalStateException("not used");
        }

        @Override
        public Tracker begin() {
            throw new IllegalStateException("not used");
        }

        @Override
        public void close() {}
    }
}
