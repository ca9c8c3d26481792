package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.WaitingToolkit.Call;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.source.VideoList;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.whole.Asked;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.client.program.MiniClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job whose steps are shared by several TaskManagers. */
@Tag("all")
final class SeveralTaskManagersIT {
    private static final long CALL_MILLIS = 150;

    /** In seconds, and segments: one that is as long as all others together, and not the first. */
    private static final int[] VIDEOS = {1, 7, 2, 1, 40, 3, 1, 5, 2, 8, 1, 9};

    private static final int SEGMENTS = 80;

    @TempDir
    Path folder;

    /**
     * @param seconds from the beginning of the first call to the end of the last
     * @param busy how much of the time workers were at work while there were more calls to come than workers
     */
    private record Work(double seconds, double busy) {
        static Work of(List<Call> calls, int workers) {
            List<Call> inOrder = calls.stream()
                    .sorted(Comparator.comparingLong(Call::toNanos))
                    .toList();
            long begin = calls.stream().mapToLong(Call::fromNanos).min().orElseThrow();
            long few = inOrder.get(inOrder.size() - workers).toNanos();
            long busy = calls.stream()
                    .mapToLong(call -> Math.max(0, Math.min(call.toNanos(), few) - call.fromNanos()))
                    .sum();
            long end = inOrder.get(inOrder.size() - 1).toNanos();
            return new Work((end - begin) / 1e9, busy / (double) (few - begin) / workers);
        }
    }

    @Test
    void twoWithTwoWorkersEach_areAsFastAsOneWithFour_andAllAreBusy() throws Exception {
        Work two = work(1, 2);
        Work four = work(1, 4);
        Work twice = work(2, 4);

        assertThat(twice.seconds / four.seconds)
                .as("seconds, of %s and %s", twice, four)
                .isBetween(0.9, 1.1);
        assertThat(twice.seconds / two.seconds)
                .as("seconds, of %s and %s", twice, two)
                .isLessThan(0.6);
        assertThat(List.of(two.busy, four.busy, twice.busy))
                .allSatisfy(busy -> assertThat(busy).isGreaterThan(0.9));
    }

    private Work work(int taskManagers, int workers) throws Exception {
        WaitingToolkit toolkit = WaitingToolkit.of(workers, CALL_MILLIS);
        try (MiniCluster cluster = cluster(taskManagers)) {
            run(cluster, taskManagers, toolkit, RunListener.NONE);
        }
        List<Call> calls = toolkit.calls();
        assertThat(calls).hasSize(2 * SEGMENTS);
        assertThat(calls.stream().map(Call::group).distinct()).hasSize(taskManagers);
        return Work.of(calls, workers);
    }

    /** Of three TaskManagers two work. Two are lost in the middle, so at least one that works, and another one comes. */
    @Test
    void taskManagerThatIsLost_isReplaced_andNothingIsLostOrDoneTwice() throws Exception {
        WaitingToolkit toolkit = WaitingToolkit.of(4, CALL_MILLIS);
        try (MiniCluster cluster = cluster(3)) {
            Thread killer = new Thread(() -> {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> toolkit.calls().size() > SEGMENTS / 2);
                cluster.terminateTaskManager(0).join();
                cluster.terminateTaskManager(1).join();
                start(cluster);
            });
            killer.start();
            RunReport report = run(cluster, 2, toolkit, RunListener.NONE);
            killer.join();

            assertThat(report.failed()).isEmpty();
            assertThat(report.done()).hasSize(VIDEOS.length);
        }
        assertThat(toolkit.calls().stream().map(Call::group).distinct()).hasSizeGreaterThan(2);
    }

    private static void start(MiniCluster cluster) {
        try {
            cluster.startTaskManager();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private RunReport run(MiniCluster cluster, int tasks, Toolkit toolkit, RunListener listener) throws Exception {
        Path run = Files.createTempDirectory(folder, "run");
        RunOptions options = Asked.of(videos(run), run.resolve("out"))
                .workers(toolkit.workers())
                .segmentSeconds(1)
                .options();
        cluster.start();
        Cluster.Starter starter = () -> new Several(cluster, tasks);
        RunReport report = new VideoRun(options, () -> WorkerHost.of(toolkit), listener, starter).execute();
        assertThat(report.done())
                .hasSize(VIDEOS.length)
                .allSatisfy(row -> assertThat(row.state()).isEqualTo(VideoRow.DONE));
        return report;
    }

    private static Path videos(Path run) throws IOException {
        Path videos = Files.createDirectory(run.resolve("in"));
        for (int i = 0; i < VIDEOS.length; i++) {
            Files.writeString(videos.resolve((char) ('a' + i) + ".mp4"), "x".repeat(VIDEOS[i]));
        }
        return videos;
    }

    private static MiniCluster cluster(int taskManagers) {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(RestOptions.BIND_ADDRESS, "localhost");
        configuration.set(RestOptions.ADDRESS, "localhost");
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ZERO);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(8));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(8));
        return new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(taskManagers)
                .setNumSlotsPerTaskManager(1)
                .build());
    }

    /** A cluster that runs jobs with that many tasks for each step. */
    private record Several(MiniCluster cluster, int tasks) implements Cluster {
        @Override
        public RunningJob submit(RunOptions options, VideoList videos, Toolkit toolkit) throws Exception {
            MiniClusterClient client = new MiniClusterClient(new Configuration(), cluster);
            return new ClientJob(
                    client.submitJob(JobEnvironment.ofCluster(options, videos, toolkit, tasks)
                                    .getStreamGraph()
                                    .getJobGraph())
                            .get(),
                    client);
        }

        @Override
        public URI pages() {
            return URI.create("http://localhost/");
        }

        @Override
        public void stop(Duration patience) throws ExecutionException, InterruptedException, TimeoutException {
            cluster.closeAsync().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            // Whoever started it closes it.
        }
    }
}
