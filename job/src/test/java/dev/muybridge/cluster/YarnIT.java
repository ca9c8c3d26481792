package dev.muybridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.install.Installation;
import dev.muybridge.whole.Asked;
import dev.muybridge.whole.Runs;
import dev.muybridge.whole.SmallVideos;
import dev.muybridge.whole.Tables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications on YARN that read videos from HDFS and write there. */
@Tag("all")
final class YarnIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String IN = HadoopServers.HDFS + "/in";

    @TempDir
    static Path folder;

    private static OwnNetwork network;
    private static HadoopServers servers;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        network = OwnNetwork.open();
        servers = HadoopServers.start(network, Files.createDirectory(folder.resolve("hadoop")));
        Path input = Files.createDirectory(folder.resolve("in"));
        Files.copy(SmallVideos.step(), input.resolve("step.mp4"));
        Files.copy(SmallVideos.walk(), input.resolve("walk.mp4"));
        Files.writeString(input.resolve("text.mp4"), "no video\n".repeat(100));
        servers.shell("-put", input.toString(), IN);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (network != null) {
            network.close();
        }
    }

    @Test
    void mixedFolder_whoseTaskManagerIsKilled_isThreeWithTheRowsOfOneProcess_andARedoneVideoReplacesTheOld()
            throws Exception {
        Begun begun = begin("/mixed", "first", "--input", IN, "--segment-seconds", "1");
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> !begun.process().isAlive() || staged("/mixed") >= 4);
        taskManager().destroyForcibly();

        Ended first = begun.await();

        assertThat(first.code()).as(first.text()).isEqualTo(3);
        assertThat(first.text()).contains("run first: some failed; 2 done, 1 failed, 0 done before");
        Path got = get("/mixed");
        JsonNode report = Runs.report(got);
        assertThat(report.path("exit_code").asInt()).isEqualTo(3);
        assertThat(report.path("failures").findValuesAsText("reason")).containsExactly("not_a_video");
        Asked local = Asked.of(folder.resolve("in"), folder.resolve("local")).segmentSeconds(1);
        checkSame(got, Runs.run(local));
        assertThat(Runs.files(got.resolve(".staging"))).isEmpty();
        assertThat(Runs.visible(got)).noneMatch(file -> file.contains("/."));

        Ended again =
                submit("/mixed", "second", "--input", IN + "/step.mp4", "--segment-seconds", "1", "--slow-motion", "2");

        assertThat(again.code()).as(again.text()).isZero();
        Asked redone = Asked.of(folder.resolve("in/step.mp4"), local.output())
                .segmentSeconds(1)
                .slowMotion(2);
        checkSame(get("/mixed"), Runs.run(redone));
    }

    @Test
    void applicationThatIsKilled_hasNoReportAndIsNeverDone() throws Exception {
        Begun begun = begin("/ended", "one", "--input", IN + "/walk.mp4", "--segment-seconds", "1");
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> !begun.process().isAlive() || staged("/ended") >= 1);
        servers.killApplications();

        Ended ended = begun.await();

        assertThat(ended.code()).as(ended.text()).isEqualTo(1);
        assertThat(ended.text())
                .contains("the application has ended, and there is no " + HadoopServers.HDFS + "/ended/runs/one.json");
    }

    /** Java's own view of a command line ends after a page. */
    private static ProcessHandle taskManager() throws IOException {
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            String line = Files.isReadable(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
            boolean java = line.substring(0, Math.max(0, line.indexOf('\0'))).endsWith("/java");
            if (java && line.contains("YarnTaskExecutorRunner") && line.contains(folder.toString())) {
                return process;
            }
        }
        throw new AssertionError("no TaskManager");
    }

    private static long staged(String output) throws IOException, InterruptedException {
        return servers.shell("-ls", "-R", "/")
                .lines()
                .filter(line -> line.contains(output + "/.staging/") && line.endsWith(".poses"))
                .filter(line -> !line.contains(".writing-"))
                .count();
    }

    /** What is at {@code output} on HDFS. */
    private static Path get(String output) throws IOException, InterruptedException {
        Path target = Files.createTempDirectory(folder, "got").resolve("it");
        servers.shell("-get", HadoopServers.HDFS + output, target.toString());
        return target;
    }

    private static void checkSame(Path output, Runs.Ran ran) throws IOException {
        assertThat(Tables.content(output.resolve("metrics")))
                .isEqualTo(Tables.content(ran.output().resolve("metrics")));
        List<String> videos = Runs.files(ran.output().resolve("annotated"));
        assertThat(Runs.files(output.resolve("annotated"))).isEqualTo(videos).isNotEmpty();
        for (String video : videos) {
            assertThat(output.resolve("annotated").resolve(video))
                    .hasSameBinaryContentAs(ran.output().resolve("annotated").resolve(video));
        }
    }

    private record Ended(int code, String text) {}

    private record Begun(Process process, Path out) {
        Ended await() throws IOException, InterruptedException {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("no end: " + Files.readString(out));
            }
            return new Ended(process.exitValue(), Files.readString(out));
        }
    }

    private static Ended submit(String output, String run, String... words) throws IOException, InterruptedException {
        return begin(output, run, words).await();
    }

    private static Begun begin(String output, String run, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of("").toAbsolutePath().resolveSibling("muybridge").toString());
        command.addAll(List.of("@submit", "--target", "yarn-application", "--wait"));
        command.addAll(List.of("-Dheartbeat.timeout=8000", "-Dheartbeat.interval=1000"));
        command.addAll(List.of("--output", HadoopServers.HDFS + output, "--run-name", run));
        command.addAll(List.of("--workers", "1", "--ray", "off", "--model", "lite", "--preset", "ultrafast"));
        command.addAll(List.of(words));
        Path out = Files.createTempFile(folder, "submit", ".out");
        return new Begun(
                network.start(
                        command,
                        Map.of(
                                "MUYBRIDGE_HOME", Installation.current().home().toString(),
                                "JAVA_HOME", System.getProperty("java.home"),
                                "HADOOP_CONF_DIR", servers.configuration().toString()),
                        out),
                out);
    }
}
