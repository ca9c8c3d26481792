package dev.muybridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.inference.PoseDetector;
import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.inference.PoseModel;
import dev.muybridge.media.EncoderSettings;
import dev.muybridge.media.FrameCodec;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.FrameWriter;
import dev.muybridge.media.PacketRun;
import dev.muybridge.stage.AnalyzeStage;
import dev.muybridge.stage.AnnotateStage;
import dev.muybridge.stage.NativeGuard;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is told of calls; their answers are not of interest, so all requests are broken. */
@Timeout(30)
final class InProcessWorkersTest {
    private static final byte[] BROKEN = {1, 2, 3};

    private final InProcessWorkers workers =
            new InProcessWorkers(2, new AnalyzeStage(new Nothing(), new Nothing()), new AnnotateStage(new Nothing()));

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void guard_isToldByTheWorkersThread_beforeAndAfter() {
        Guard guard = new Guard(false);

        assertThatThrownBy(workers.analyze(BROKEN, guard)::join)
                .hasMessageContaining("a request to analyse of 3 bytes");
        assertThatThrownBy(workers.annotate(BROKEN, guard)::join)
                .hasMessageContaining("a request to annotate of 3 bytes");

        assertThat(String.join(", ", guard.log))
                .matches("(worker-\\d) enters, \\1 leaves, (worker-\\d) enters, \\2 leaves");
    }

    @Test
    void guardThatRefuses_failsTheCall() {
        NativeGuard refusing = () -> {
            throw new IOException("not this one");
        };

        assertThatThrownBy(workers.analyze(BROKEN, refusing)::join).hasCause(new IOException("not this one"));
        Guard guard = new Guard(true);
        assertThatThrownBy(workers.analyze(BROKEN, guard)::join)
                .hasMessageContaining("a request to analyse of 3 bytes");
    }

    @Test
    void callThatIsToBeAlone_waitsForTheOthers_andTheyForIt() throws Exception {
        Guard first = new Guard(false);
        Guard alone = new Guard(true);
        first.hold = new CountDownLatch(1);
        CompletableFuture<byte[]> one = workers.analyze(BROKEN, first);
        first.entered.await();
        CompletableFuture<byte[]> two = workers.analyze(BROKEN, alone);
        assertThat(alone.entered.await(200, TimeUnit.MILLISECONDS)).isFalse();

        alone.hold = new CountDownLatch(1);
        first.hold.countDown();
        alone.entered.await();
        Guard last = new Guard(false);
        CompletableFuture<byte[]> three = workers.analyze(BROKEN, last);
        assertThat(last.entered.await(200, TimeUnit.MILLISECONDS)).isFalse();

        alone.hold.countDown();
        last.entered.await();
        assertThat(CompletableFuture.allOf(one, two, three)).failsWithin(10, TimeUnit.SECONDS);
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
        public boolean alone() {
            return alone;
        }
    }

    private record Nothing() implements FrameCodec, PoseModel {
        @Override
        public FrameReader reader(PacketRun packets, int rotation) {
            throw new IllegalStateException("not used");
        }

        @Override
        public FrameWriter writer(EncoderSettings settings) {
            throw new IllegalStateException("not used");
        }

        @Override
        public PoseEstimator newEstimator() {
            throw new IllegalStateException("not used");
        }

        @Override
        public PoseDetector newDetector(int people) {
            throw new IllegalStateException("not used");
        }
    }
}
