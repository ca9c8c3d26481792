package dev.muybridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.install.Installation;
import dev.muybridge.testing.ListeningSocket;
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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
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
    private static final List<String> ONE_WORKER = List.of("--workers", "1");

    /** Prints what a port answers, other than the alert by which TLS refuses, and where to find it by TLS. */
    private static final String STRANGER = """
            import socket, ssl, sys
            for port in map(int, sys.argv[1:]):
                for tls in (False, True):
                    try:
                        to = socket.create_connection(("127.0.0.1", port), 5)
                        to.settimeout(5)
                        if tls:
                            context = ssl.create_default_context()
                            context.check_hostname = False
                            context.verify_mode = ssl.CERT_NONE
                            to = context.wrap_socket(to)
                        to.sendall(b"GET /config HTTP/1.0\\r\\n\\r\\n")
                        got = to.recv(64)
                        if got[:1] not in (b"", b"\\x15") and b" 301 " not in got:
                            print(port, tls, got)
                    except OSError:
                        pass
            """;

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
    void twoTaskManagersInAQueue_whoseJobManagerIsKilled_haveTheRowsOfOneProcess_andARedoneVideoReplacesTheOld()
            throws Exception {
        List<String> placed = List.of(
                "-Dyarn.application.queue=night",
                "-Dyarn.application.priority=5",
                "-Dyarn.application-attempts=3",
                "-p",
                "2",
                "--workers",
                "2");
        Begun begun = begin("/mixed", "first", placed, "--input", IN, "--segment-seconds", "1");
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> !begun.process().isAlive() || staged("/mixed") >= 4);
        assertThat(jvms("YarnTaskExecutorRunner")).as("TaskManagers").hasSize(2);
        JsonNode application = application("muybridge first");
        assertThat(application.path("queue").asText()).isEqualTo("root.night");
        assertThat(application.path("priority").asInt()).isEqualTo(5);
        assertThat(application.path("runningContainers").asInt()).isEqualTo(3);
        ProcessHandle jobManager = jvm("YarnApplicationClusterEntryPoint");
        assertThat(configuration(jobManager)).containsEntry("yarn.application-attempts", "3");
        jobManager.destroyForcibly();

        Ended first = begun.await();

        assertThat(first.code()).as(first.text()).isEqualTo(3);
        assertThat(attempts(application)).isEqualTo(2);
        assertThat(first.text()).contains("run first: some failed; ");
        Path got = get("/mixed");
        JsonNode report = Runs.report(got);
        assertThat(report.path("exit_code").asInt()).isEqualTo(3);
        assertThat(report.path("done").asInt() + report.path("done_before").asInt())
                .as("what the lost JobManager had finished was done before the next one")
                .isEqualTo(2);
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
    void application_isShutToStrangers_andKilledHasNoReportAndIsNeverDone() throws Exception {
        Begun begun = begin("/ended", "one", ONE_WORKER, "--input", IN + "/walk.mp4", "--segment-seconds", "1");
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> !begun.process().isAlive() || staged("/ended") >= 1);
        assertThat(begun.process().isAlive()).as(Files.readString(begun.out())).isTrue();
        ProcessHandle jobManager = jvm("YarnApplicationClusterEntryPoint");
        ProcessHandle taskManager = jvm("YarnTaskExecutorRunner");
        String secret = configuration(jobManager).get("security.ssl.keystore-password");
        assertThat(secret).hasSize(64);
        List<String> stranger = stranger(List.of(jobManager, taskManager));
        List<String> classPath = classPath(taskManager);
        String said = printed(List.of(jobManager, taskManager));
        servers.killApplications();

        assertThat(stranger).as("answers to somebody without the key").isEmpty();
        assertThat(said).contains("security.ssl.keystore-password").doesNotContain(secret);
        assertThat(classPath)
                .as("unlike in a session cluster, Flink comes last, and Ray's versions of libraries before it")
                .containsSubsequence(
                        "commons-io", "log4j-core", "muybridge-udfs", "muybridge-job", "ray_dist.jar", "flink-dist");

        Ended ended = begun.await();

        assertThat(ended.code()).as(ended.text()).isEqualTo(1);
        assertThat(ended.text())
                .contains("the application has ended, and there is no " + HadoopServers.HDFS + "/ended/runs/one.json");
    }

    /** As the ResourceManager has it. */
    private static JsonNode application(String name) throws IOException, InterruptedException {
        JsonNode all = new ObjectMapper().readTree(servers.applications(""));
        return StreamSupport.stream(all.path("apps").path("app").spliterator(), false)
                .filter(each -> each.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** How often its JobManager was started. */
    private static int attempts(JsonNode application) throws IOException, InterruptedException {
        String found = servers.applications("/" + application.path("id").asText() + "/appattempts");
        return new ObjectMapper()
                .readTree(found)
                .path("appAttempts")
                .path("appAttempt")
                .size();
    }

    /** What Flink was configured with, in the container's own folder. */
    private static Map<String, String> configuration(ProcessHandle container) throws IOException {
        Path folder = Path.of("/proc", Long.toString(container.pid()), "cwd").toRealPath();
        return GlobalConfiguration.loadConfiguration(folder.toString()).toMap();
    }

    /** What the listeners of those processes say to somebody who speaks to them in plain text, or by TLS without their key. */
    private static List<String> stranger(List<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3", "-I", "-c", STRANGER));
        for (ProcessHandle process : processes) {
            for (ListeningSocket socket : ListeningSocket.of(process.pid())) {
                command.add(Integer.toString(socket.port()));
            }
        }
        assertThat(command).as("both listen").hasSizeGreaterThan(4 + 4);
        return network.read(command).lines().toList();
    }

    /** Names of files without their versions. */
    private static List<String> classPath(ProcessHandle container) throws IOException {
        Path environment = Path.of("/proc", Long.toString(container.pid()), "environ");
        String variable = Stream.of(Files.readString(environment, StandardCharsets.ISO_8859_1)
                        .split("\0"))
                .filter(each -> each.startsWith("CLASSPATH="))
                .findFirst()
                .orElseThrow();
        return Stream.of(variable.substring("CLASSPATH=".length()).split(":"))
                .map(file -> file.substring(file.lastIndexOf('/') + 1).replaceFirst("-\\d.*", ""))
                .toList();
    }

    /** The logs of all containers, what starts them, and the command lines of those processes. */
    private static String printed(List<ProcessHandle> processes) throws IOException {
        StringBuilder printed = new StringBuilder();
        Path logs = folder.resolve("hadoop/logs");
        for (String file : Runs.files(logs)) {
            printed.append(Files.readString(logs.resolve(file), StandardCharsets.ISO_8859_1));
        }
        for (ProcessHandle process : processes) {
            printed.append(Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1));
        }
        return printed.toString();
    }

    /** Java's own view of a command line ends after a page. */
    private static List<ProcessHandle> jvms(String main) throws IOException {
        List<ProcessHandle> found = new ArrayList<>();
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            String line = Files.isReadable(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
            boolean java = line.substring(0, Math.max(0, line.indexOf('\0'))).endsWith("/java");
            if (java && line.contains(main) && line.contains(folder.toString())) {
                found.add(process);
            }
        }
        return found;
    }

    private static ProcessHandle jvm(String main) throws IOException {
        return jvms(main).stream().findFirst().orElseThrow(() -> new AssertionError("no " + main));
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
        return begin(output, run, ONE_WORKER, words).await();
    }

    private static Begun begin(String output, String run, List<String> placed, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of("").toAbsolutePath().resolveSibling("muybridge").toString());
        command.addAll(List.of("@submit", "--target", "yarn-application", "--wait"));
        command.addAll(List.of("-Dheartbeat.timeout=8000", "-Dheartbeat.interval=1000"));
        command.addAll(List.of("--output", HadoopServers.HDFS + output, "--run-name", run));
        command.addAll(List.of("--ray", "off", "--model", "lite", "--preset", "ultrafast"));
        command.addAll(placed);
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
