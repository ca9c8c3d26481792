package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.config.Clips;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.source.InputFile;
import dev.muybridge.job.source.InputLister;
import dev.muybridge.job.source.VideoList;
import dev.muybridge.job.storage.Location;
import dev.muybridge.motion.Subject;
import dev.muybridge.whole.Asked;
import dev.muybridge.whole.HeldToolkit;
import dev.muybridge.whole.SmallVideos;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that is configured as {@code docs/operations.md} says hands the operators' metrics to Prometheus. */
final class PrometheusIT {
    private static final String REPORTER = "metrics.reporter.prom.";
    private static final String OPERATOR = "flink_taskmanager_job_task_operator_";
    private static final int SEGMENTS = 2;

    @TempDir
    Path folder;

    @Test
    void prometheus_getsEachOperatorsNumbers() throws Exception {
        // Nothing is drafted by those who analyse where the main subject is chosen.
        Asked asked = Asked.of(HeldToolkit.videos(folder), folder.resolve("out"))
                .segmentSeconds(1)
                .subject(Subject.Rule.LARGEST);
        HeldToolkit toolkit = HeldToolkit.of(asked.options(), SEGMENTS);
        int port = freePort();

        try (MiniCluster cluster = start(port)) {
            RunOptions options = asked.options();
            List<InputFile> inputs =
                    new InputLister(true, Location.ofUri(options.output())).list(options.inputs(), Clips.WHOLE);
            JobID job = cluster.submitJob(LocalCluster.graph(options, VideoList.of(inputs), toolkit))
                    .get()
                    .getJobID();
            try {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .untilAsserted(() -> check(scrape(port)));
            } finally {
                toolkit.release();
            }
            assertThat(cluster.requestJobResult(job).get().isSuccess()).isTrue();
        }
    }

    private static void check(List<String> lines) {
        for (String operator : List.of("analyze", "annotate")) {
            assertThat(value(lines, "segments", "operator_name=\"" + operator + "\""))
                    .isEqualTo(SEGMENTS);
            assertThat(value(lines, "frames", "operator_name=\"" + operator + "\""))
                    .isEqualTo(SmallVideos.STEP_FRAMES);
            assertThat(value(lines, "framesPerSecond", "operator_name=\"" + operator + "\""))
                    .isPositive();
            assertThat(value(lines, "busyMillis", "operator_name=\"" + operator + "\""))
                    .isPositive();
        }
        assertThat(value(lines, "inFlight", "operator_name=\"analyze\"")).isEqualTo(2);
        assertThat(value(lines, "retries", "operator_name=\"analyze\"")).isEqualTo(HeldToolkit.RETRIES);
        assertThat(value(lines, "workersLost", "operator_name=\"analyze\"")).isEqualTo(HeldToolkit.LOST);
        assertThat(value(lines, "workersHung", "operator_name=\"analyze\"")).isEqualTo(HeldToolkit.HUNG);
        assertThat(value(lines, "kind_failures", "operator_name=\"join\"", "kind=\"not_a_video\""))
                .isEqualTo(1);
        assertThat(value(lines, "kind_failures", "operator_name=\"join\"", "kind=\"io_error\""))
                .isZero();
    }

    /** The value of the only sample of that name that has all {@code labels}. */
    private static double value(List<String> lines, String name, String... labels) {
        List<String> samples = lines.stream()
                .filter(line -> line.startsWith(OPERATOR + name + "{"))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .toList();
        assertThat(samples).as(name + " " + List.of(labels)).hasSize(1);
        String sample = samples.get(0);
        return Double.parseDouble(sample.substring(sample.lastIndexOf(' ')));
    }

    private static List<String> scrape(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofLines())
                .body()
                .toList();
    }

    private static MiniCluster start(int port) throws Exception {
        Configuration configuration = asOperationsSays();
        configuration.setString(REPORTER + "port", Integer.toString(port));
        configuration.set(RestOptions.BIND_PORT, "0");
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build());
        cluster.start();
        return cluster;
    }

    private static Configuration asOperationsSays() throws IOException {
        Configuration configuration = new Configuration();
        for (String line : Files.readAllLines(Path.of("docs", "operations.md"))) {
            if (line.startsWith(REPORTER)) {
                int colon = line.indexOf(": ");
                configuration.setString(
                        line.substring(0, colon), line.substring(colon + 2).replace("\"", ""));
            }
        }
        assertThat(configuration.keySet()).hasSize(2);
        return configuration;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
