package dev.muybridge.ray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.media.EncodedPacket;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.ffmpeg.FfmpegVideoFiles;
import dev.muybridge.motion.TrackedFrames;
import dev.muybridge.pose.VideoException;
import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.NativeGuard;
import dev.muybridge.stage.Poses;
import dev.muybridge.stage.Work;
import dev.muybridge.stage.WorkStep;
import dev.muybridge.stage.Workers;
import dev.muybridge.stage.WorkersLostException;
import dev.muybridge.testing.FfmpegVideos;
import dev.muybridge.testing.LocalFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to calls when processes are killed or stopped under them. */
@Timeout(150)
final class RayFailuresIT {
    private static final long SMALL_STORE = 100_000_000;
    private static final String HOME = Installation.current().home().toString();
    private static final Patience HASTY =
            new Patience(Duration.ofSeconds(8), Duration.ofMillis(1), Duration.ofSeconds(20), Duration.ofSeconds(2));

    @TempDir
    Path folder;

    private Work work;

    @BeforeEach
    void makeWork() throws Exception {
        Path video = FfmpegVideos.silent(folder.resolve("video.mp4"), FfmpegVideos.h264());
        work = Work.of(new FfmpegVideoFiles(), new LocalFile(video), 0.5);
    }

    private RayHead head(int cpus) throws Exception {
        return RayHead.start(Installation.current(), cpus, SMALL_STORE, folder.resolve("logs"));
    }

    private static Workers workers(RayHead head, int size, Patience patience) {
        return new RayToolkit(HOME, ModelSize.LITE, size, head.address(), patience).startWorkers(size);
    }

    private static <T> T get(CompletableFuture<T> answer) throws Exception {
        return answer.get(60, TimeUnit.SECONDS);
    }

    @Test
    void workersThatAreKilledOrHang_areReplaced_andTheirCallsAnswered() throws Exception {
        try (RayHead head = head(1);
                Workers workers = workers(head, 1, HASTY)) {
            Poses analysis = get(analyze(workers, 1));
            byte[] expected = pictures(workers, analysis);
            RayProcesses processes = new RayProcesses(head.process());
            for (String signal : List.of("KILL", "STOP")) {
                processes.workers().forEach(process -> send(process, signal));
                assertThat(get(analyze(workers, 1)).tracked()).isEqualTo(analysis.tracked());
                // Also so that no worker is still starting when the next signal goes to all.
                assertThat(pictures(workers, analysis)).isEqualTo(expected);
            }
            assertThat(workers.counts(WorkStep.ANALYZE).workersLost()).isEqualTo(1);
            assertThat(workers.counts(WorkStep.ANALYZE).workersHung()).isPositive();
            assertThat(workers.counts(WorkStep.ANALYZE).retries()).isGreaterThan(1);
        }
    }

    /** A note of an abort and an error file of the JVM count alike, and neither as a worker that is merely lost. */
    @Test
    @Tag("all")
    void callThatCrashesTwoWorkers_isQuarantined_andOneWhoseWorkersAreKilledIsNot() throws Exception {
        // With somebody in view, so that a call lasts longer than it takes to find its process.
        Path sample = Installation.current().sample("single/cam03.mp4");
        work = Work.of(new FfmpegVideoFiles(), new LocalFile(sample), 0.5);
        Set<Path> before = crashes();
        try (RayHead head = head(1);
                Workers workers =
                        new RayToolkit(HOME, ModelSize.HEAVY, 1, head.address(), Patience.DEFAULT).startWorkers(1)) {
            RayProcesses processes = new RayProcesses(head.process());
            CompletableFuture<Poses> killed = analyze(workers, 1);
            for (int i = 0; i < 2; i++) {
                awaitWork(workers, i);
                processes.workers().forEach(process -> send(process, "KILL"));
            }
            assertThat(get(killed).tracked().frames()).isNotEmpty();

            CompletableFuture<Poses> bad = analyze(workers, 0);
            CompletableFuture<Poses> good = analyze(workers, 1);
            for (String signal : List.of("SEGV", "ABRT")) {
                awaitWork(workers, signal.equals("SEGV") ? 2 : 3);
                processes.workers().forEach(process -> send(process, signal));
            }

            assertThatThrownBy(() -> get(bad))
                    .hasCauseInstanceOf(VideoException.class)
                    .hasMessageContaining(
                            "quarantined: Its content crashed a process twice, the last time with SIGABRT, see "
                                    + Installation.current().crashes().resolve("crash-"));
            assertThat(get(good).tracked().frames()).isNotEmpty();
            assertThat(workers.counts(WorkStep.ANALYZE).workersLost()).isEqualTo(4);
            Set<Path> left = crashes();
            left.removeAll(before);
            assertThat(left).anyMatch(file -> file.getFileName().toString().startsWith("hs_err_pid"));
        } finally {
            Set<Path> ours = crashes();
            ours.removeAll(before);
            for (Path file : ours) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Test
    @Tag("all")
    void workerThatHasGrown_isReplaced_andCountsAsNeitherLostNorRetried() throws Exception {
        System.setProperty("muybridge.worker.memory", "50m"); // less than any JVM
        try (RayHead head = head(1);
                Workers workers = workers(head, 1, Patience.DEFAULT)) {
            TrackedFrames first = get(analyze(workers, 1)).tracked();
            TrackedFrames second = get(analyze(workers, 1)).tracked();

            assertThat(second).isEqualTo(first);
            assertThat(workers.counts(WorkStep.ANALYZE).workersRecycled()).isPositive();
            assertThat(workers.counts(WorkStep.ANALYZE).workersLost()).isZero();
            assertThat(workers.counts(WorkStep.ANALYZE).retries()).isZero();
        } finally {
            System.clearProperty("muybridge.worker.memory");
        }
    }

    private static void awaitWork(Workers workers, int retries) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (workers.counts(WorkStep.ANALYZE).retries() < retries
                || workers.counts(WorkStep.ANALYZE).inFlight() == 0) {
            assertThat(System.nanoTime())
                    .as("retries: " + workers.counts(WorkStep.ANALYZE))
                    .isLessThan(end);
            Thread.sleep(1);
        }
    }

    private static Set<Path> crashes() throws IOException {
        Path folder = Files.createDirectories(Installation.current().crashes());
        try (Stream<Path> files = Files.list(folder)) {
            return files.collect(Collectors.toCollection(HashSet::new));
        }
    }

    private CompletableFuture<Poses> analyze(Workers workers, int segment) throws Exception {
        return workers.analyze(work.analyze(segment), NativeGuard.NONE);
    }

    private byte[] pictures(Workers workers, Poses analysis) throws Exception {
        return get(workers.annotate(work.annotate(1, analysis), NativeGuard.NONE))
                .mp4();
    }

    private static void send(ProcessHandle process, String signal) {
        try {
            RayProcesses.signal(process, signal);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Tag("all")
    void clusterWithoutRoom_isSaid_withWhatWasAskedFor() throws Exception {
        try (RayHead head = head(0);
                Workers workers = workers(head, 1, HASTY)) {
            CompletableFuture<Poses> answer = analyze(workers, 0);

            assertThatThrownBy(() -> get(answer))
                    .hasCauseInstanceOf(WorkersLostException.class)
                    .hasMessageContaining("no muybridge worker came up within 20 s; each needs 1.00 CPU");
        }
    }

    @Test
    void installationThatLacksTheModel_isSaid() throws Exception {
        Path home = folder.resolve("a höme");
        Installation real = Installation.current();
        Installation lacking = new Installation(home);
        Files.createDirectories(lacking.mediaPipeLibrary().getParent());
        Files.createSymbolicLink(lacking.mediaPipeLibrary(), real.mediaPipeLibrary());
        try (RayHead head = head(1);
                Workers workers = new RayToolkit(home.toString(), ModelSize.LITE, 1, head.address(), Patience.DEFAULT)
                        .startWorkers(1)) {
            CompletableFuture<Poses> answer = analyze(workers, 0);

            assertThatThrownBy(() -> get(answer))
                    .hasCauseInstanceOf(WorkersLostException.class)
                    .hasMessageContaining("a muybridge worker cannot work: the pose model is missing: "
                            + lacking.model(ModelSize.LITE));
        }
    }

    @Test
    @Tag("all")
    void aHundredSegments_leaveASmallObjectStoreEmpty_andSpillNothing() throws Exception {
        try (RayHead head = head(2);
                Workers workers = workers(head, 2, Patience.DEFAULT)) {
            AnalyzeOrder order = padded(work.analyze(0), 4_000_000);
            List<CompletableFuture<Poses>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(workers.analyze(order, NativeGuard.NONE));
            }
            for (CompletableFuture<Poses> answer : answers) {
                get(answer);
            }

            assertThat(stateOnceEmpty(head))
                    .contains(
                            "num pinned objects: 0\n",
                            "num local plasma objects: 0\n",
                            "cumulative spill requests: 0\n");
        }
    }

    /** The last call's objects go a moment after its answer has come. */
    private static String stateOnceEmpty(RayHead head) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        String state = RayMemory.stateOf(head.address());
        while (!state.contains("num local plasma objects: 0\n") && System.nanoTime() < end) {
            Thread.sleep(100);
            state = RayMemory.stateOf(head.address());
        }
        return state;
    }

    /** The same order for one frame alone, with more bytes, of a packet behind it that no picture is to come of. */
    private static AnalyzeOrder padded(AnalyzeOrder order, int bytes) {
        assertThat(100L * bytes).isGreaterThan(3 * SMALL_STORE);
        List<EncodedPacket> packets = new ArrayList<>(order.packets().packets());
        EncodedPacket last = packets.get(packets.size() - 1);
        packets.add(
                new EncodedPacket(last.pts() + 1000, last.dts() + 1000, last.duration(), 0, false, new byte[bytes]));
        return new AnalyzeOrder(
                new PacketRun(order.packets().parameters(), packets),
                order.rotation(),
                order.startPts(),
                order.startPts(),
                order.startPts() + 1,
                null,
                null);
    }
}
