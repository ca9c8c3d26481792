package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.RunException;
import dev.muybridge.app.RunListener;
import dev.muybridge.app.RunReport;
import dev.muybridge.app.Snapshot;
import dev.muybridge.app.VideoRun;
import dev.muybridge.job.progress.Steps;
import dev.muybridge.motion.Subject;
import dev.muybridge.testing.ListeningSocket;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of a run: the web interface, and each operator's metrics in it. */
final class WatchingIT {
    /** The first video's; the second is held, so that there is time to look. */
    private static final int SEGMENTS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<URI> addresses = new CopyOnWriteArrayList<>();
    private final List<Snapshot> snapshots = new CopyOnWriteArrayList<>();
    private final List<String> finished = new CopyOnWriteArrayList<>();
    private final List<String> took = new CopyOnWriteArrayList<>();

    @Test
    void metrics_sayWhatWasProcessed_whileTheJobRuns() throws Exception {
        // Nothing is drafted by those who analyse where the main subject is chosen.
        Asked asked = Asked.of(HeldToolkit.videos(folder), folder.resolve("out"))
                .segmentSeconds(1)
                .subject(Subject.Rule.LARGEST);
        HeldToolkit toolkit = HeldToolkit.of(asked.options(), SEGMENTS);
        CompletableFuture<RunReport> run = start(new VideoRun(asked.options(), toolkit, listener(), OptionalInt.of(0)));
        try {
            FlinkRest rest = new FlinkRest(address(run));
            checkPages(rest);
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> checkMetrics(rest));
            Awaitility.await().atMost(PATIENCE).untilAsserted(this::checkTold);
            assertThat(listening())
                    .extracting(ListeningSocket::port)
                    .contains(addresses.get(0).getPort());
            assertThat(listening()).allMatch(ListeningSocket::isLoopback);
        } finally {
            toolkit.release();
        }

        RunReport report = run.join();
        assertThat(report.done())
                .hasSize(2)
                .allSatisfy(row -> assertThat(
                                Runs.files(asked.output().resolve("segments").resolve(row.videoId())))
                        .hasSize(SEGMENTS));
        assertThat(finished).containsExactlyInAnyOrder("0.mp4 failed", "1.mp4 done", "2.mp4 done");
        checkShares();
        assertThat(addresses).hasSize(1);
        assertThat(listening())
                .extracting(ListeningSocket::port)
                .doesNotContain(addresses.get(0).getPort());
    }

    private void checkPages(FlinkRest rest) {
        assertThat(rest.get("").body()).contains("<title>Apache Flink Web Dashboard</title>");
        JsonNode features = rest.json("config").path("features");
        assertThat(features.path("web-submit").asBoolean(true)).isFalse();
        assertThat(features.path("web-cancel").asBoolean(true)).isFalse();
        assertThat(rest.get("jars").statusCode()).isEqualTo(404);
        assertThat(rest.get("config").headers().allValues("access-control-allow-origin"))
                .isEmpty();
    }

    private static void checkMetrics(FlinkRest rest) {
        Map<String, String> pose = rest.metrics("analyze");
        assertThat(pose)
                .containsEntry("segments", Integer.toString(SEGMENTS))
                .containsEntry("frames", Integer.toString(SmallVideos.STEP_FRAMES))
                .containsEntry("failures", "0")
                .containsEntry("inFlight", "2")
                .containsEntry("waiting", "0")
                .containsEntry("retries", Integer.toString(HeldToolkit.RETRIES))
                .containsEntry("workersLost", Integer.toString(HeldToolkit.LOST))
                .containsEntry("workersHung", Integer.toString(HeldToolkit.HUNG))
                .containsEntry("workersRecycled", Integer.toString(HeldToolkit.RECYCLED));
        assertThat(Double.parseDouble(pose.get("framesPerSecond"))).isPositive();
        assertThat(Long.parseLong(pose.get("busyMillis"))).isPositive();

        Map<String, String> metrics = rest.metrics("annotate");
        assertThat(metrics)
                .containsEntry("segments", Integer.toString(SEGMENTS))
                .containsEntry("frames", Integer.toString(SmallVideos.STEP_FRAMES))
                .containsEntry("inFlight", "0")
                .containsEntry("retries", "0");
        assertThat(Long.parseLong(metrics.get("busyMillis"))).isPositive();

        assertThat(rest.metrics("join"))
                .containsEntry("failures", "1")
                .containsEntry("kind.not_a_video.failures", "1")
                .containsEntry("kind.worker_error.failures", "0");
    }

    /** Checkpoints are made, and videos are published, while the last one is held at the end of the input. */
    private void checkTold() {
        assertThat(finished).containsExactlyInAnyOrder("0.mp4 failed", "1.mp4 done");
        Snapshot latest = snapshots.get(snapshots.size() - 1);
        assertThat(latest.videos().finished()).isEqualTo(2);
        assertThat(latest.frames())
                .containsOnlyKeys(Steps.ANALYZE, Steps.REPAIR, Steps.MEASURE, Steps.ANNOTATE)
                .containsEntry(Steps.REPAIR, 0L)
                .containsEntry(Steps.ANALYZE, (long) SmallVideos.STEP_FRAMES)
                .containsEntry(Steps.ANNOTATE, (long) SmallVideos.STEP_FRAMES);
        assertThat(took).contains(RunListener.WORKERS);
    }

    private void checkShares() {
        double before = 0;
        for (Snapshot snapshot : snapshots) {
            assertThat(snapshot.share()).isGreaterThanOrEqualTo(before);
            before = snapshot.share();
        }
        assertThat(before).isEqualTo(1);
        assertThat(snapshots.get(snapshots.size() - 1).videos()).isEqualTo(new Snapshot.Videos(3, 1));
    }

    private RunListener listener() {
        return new RunListener() {
            @Override
            public void progress(Snapshot snapshot) {
                snapshots.add(snapshot);
            }

            @Override
            public void finished(String video, String state, long frames, String message) {
                finished.add(video + " " + state);
            }

            @Override
            public void took(String step, double seconds) {
                took.add(step);
            }

            @Override
            public void submitted(String job, @Nullable URI pages) {
                addresses.add(Objects.requireNonNull(pages));
            }
        };
    }

    private URI address(CompletableFuture<RunReport> run) {
        Awaitility.await().atMost(PATIENCE).until(() -> !addresses.isEmpty() || run.isDone());
        assertThat(run).isNotDone();
        return addresses.get(0);
    }

    private static CompletableFuture<RunReport> start(VideoRun run) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return run.execute();
            } catch (IOException | RunException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }

    private static List<ListeningSocket> listening() throws IOException {
        return ListeningSocket.of(ProcessHandle.current().pid());
    }
}
