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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
    private static final String LIBRARIES = HadoopServers.HDFS + "/muybridge/lib";
    private static final String PROVIDED = "-Dyarn.provided.lib.dirs=" + LIBRARIES;
    private static final Path ROOT = Path.of("").toAbsolutePath().resolveSibling("");

    private static final List<String> SUBMIT =
            List.of(ROOT.resolve("muybridge").toString(), "@submit", "--target", "yarn-application", "--wait");

    private static final String RAY = "127.0.0.11:26379";

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
        putLibraries();
    }

    /** As deploy/yarn/README.md says it. */
    private static void putLibraries() throws IOException, InterruptedException {
        Installation installation = Installation.current();
        List<String> put = new ArrayList<>(List.of("-put"));
        for (Path jars : List.of(installation.flink().resolve("lib"), ROOT.resolve("job/target/lib"))) {
            try (Stream<Path> files = Files.list(jars)) {
                files.map(Path::toString).filter(file -> file.endsWith(".jar")).forEach(put::add);
            }
        }
        put.add(LIBRARIES);
        servers.shell("-mkdir", "-p", LIBRARIES);
        servers.shell(put.toArray(String[]::new));
        servers.shell("-put", installation.rayJar().toString(), LIBRARIES + "/zz-ray_dist.jar");
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
                "2",
                "--segment-seconds",
                "1",
                "--input",
                IN);
        Begun begun = begin(SUBMIT, "/mixed", "first", placed);
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

        runAtNight(
                List.of("--workers", "1", "--input", IN + "/step.mp4", "--segment-seconds", "1", "--slow-motion", "2"));

        Asked redone = Asked.of(folder.resolve("in/step.mp4"), local.output())
                .segmentSeconds(1)
                .slowMotion(2);
        checkSame(get("/mixed"), Runs.run(redone));
    }

    /** As cron does, twice at once, with the folder of jars. */
    private static void runAtNight(List<String> words) throws IOException, InterruptedException {
        Begun night = begin(nightly(PROVIDED), "/mixed", "second", words);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Files.readString(night.out()).contains("run second; "));
        Ended meanwhile = begin(nightly(PROVIDED), "/mixed", "third", words).await();
        Ended again = night.await();

        assertThat(meanwhile.code()).as(meanwhile.text()).isEqualTo(75);
        assertThat(again.code()).as(again.text()).isZero();
        assertThat(launchedClassPath("muybridge second"))
                .as("with the folder of jars Flink comes last too")
                .containsSubsequence(
                        "commons-io", "log4j-core", "muybridge-udfs", "zz-ray_dist.jar", "muybridge-job", "flink-dist");
    }

    @Test
    void application_isShutToStrangers_andKilledHasNoReportAndIsNeverDone() throws Exception {
        Begun begun = begin(
                SUBMIT,
                "/ended",
                "one",
                List.of("--workers", "1", "--input", IN + "/walk.mp4", "--segment-seconds", "1"));
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
        List<String> classPath = withoutVersions(variable(taskManager, "CLASSPATH"));
        String allocator = variable(taskManager, "GLIBC_TUNABLES");
        String said = printed(List.of(jobManager, taskManager));
        servers.killApplications();

        assertThat(stranger).as("answers to somebody without the key").isEmpty();
        assertThat(allocator).isEqualTo("glibc.malloc.arena_max=2");
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

    @Test
    void session_withWorkersInRay_hasTheRowsOfOneProcess_isShutToStrangers_andEndsWhenItIsStopped() throws Exception {
        Path token = startRay();
        Path session = folder.resolve("session");
        Ended started = session("@start", session.toString(), PROVIDED).await();
        assertThat(started.code()).as(started.text()).isZero();

        Ended ended = begin(
                        "/session",
                        Map.of("FLINK_CONF_DIR", session.toString()),
                        List.of(
                                ROOT.resolve("muybridge").toString(),
                                "@submit",
                                "--target",
                                "yarn-session",
                                "--ray",
                                RAY,
                                "--ray-token",
                                token.toString(),
                                "--workers",
                                "1",
                                "--segment-seconds",
                                "1",
                                "--input",
                                IN + "/step.mp4",
                                IN + "/text.mp4"))
                .await();
        List<String> stranger = stranger(List.of(jvm("YarnSessionClusterEntrypoint")));
        Ended stopped = session("stop", session.toString()).await();

        assertThat(ended.code()).as(ended.text()).isEqualTo(3);
        assertThat(ended.text()).contains("1 done, 1 failed, 0 done before");
        assertThat(Runs.files(token.resolveSibling("files")))
                .anyMatch(file -> file.contains("/logs/muybridge-worker-"));
        assertThat(stranger).as("answers to somebody without the key").isEmpty();
        assertThat(launchedClassPath("muybridge session"))
                .containsSubsequence("commons-io", "log4j-core", "muybridge-udfs", "zz-ray_dist.jar", "flink-dist");
        assertThat(stopped.code()).as(stopped.text()).isZero();
        assertThat(session).doesNotExist();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        application("muybridge session").path("state").asText().equals("FINISHED"));
        Asked local = Asked.of(folder.resolve("in/step.mp4"), folder.resolve("ofSession"))
                .segmentSeconds(1);
        checkSame(get("/session"), Runs.run(local));
    }

    /** As deploy/yarn/README.md says it; returns the file with its token, beside which its own are. */
    private static Path startRay() throws IOException {
        Path own = Files.createDirectory(folder.resolve("ray"));
        Path token = Files.writeString(own.resolve("token"), "0123456789abcdef".repeat(4));
        Path out = own.resolve("out");
        Path python = Installation.current().rayPython();
        List<String> command = new ArrayList<>(List.of(python.toString(), "-m", "ray.scripts.scripts", "start"));
        command.addAll(List.of("--head", "--block", "--node-ip-address=127.0.0.11", "--port=26379", "--num-cpus=2"));
        command.addAll(List.of("--include-dashboard=false", "--disable-usage-stats"));
        command.add("--temp-dir=" + own.resolve("files"));
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        Map<String, String> environment = Map.of(
                "RAY_AUTH_MODE",
                "token",
                "RAY_AUTH_TOKEN_PATH",
                token.toString(),
                "PATH",
                java + ":" + System.getenv("PATH"));
        Process ray = network.start(command, environment, out);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !ray.isAlive() || Files.readString(out).contains("Ray runtime started."));
        assertThat(ray.isAlive()).as(Files.readString(out)).isTrue();
        return token;
    }

    private static Begun session(String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ROOT.resolve("deploy/yarn/session.sh").toString());
        command.addAll(List.of(words));
        return begin(command, Map.of());
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
        assertThat(command).as("they listen").hasSizeGreaterThan(4 + 1);
        return network.read(command).lines().toList();
    }

    /** A variable of its environment. */
    private static String variable(ProcessHandle container, String name) throws IOException {
        Path environment = Path.of("/proc", Long.toString(container.pid()), "environ");
        return Stream.of(Files.readString(environment, StandardCharsets.ISO_8859_1)
                        .split("\0"))
                .filter(each -> each.startsWith(name + "="))
                .map(each -> each.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** Of what has ended, from the script by which YARN started its JobManager. */
    private static List<String> launchedClassPath(String name) throws IOException, InterruptedException {
        Path logs = folder.resolve("hadoop/logs/containers")
                .resolve(application(name).path("id").asText());
        String first = Runs.files(logs).stream()
                .filter(file -> file.endsWith("_000001/launch_container.sh"))
                .findFirst()
                .orElseThrow();
        return Files.readAllLines(logs.resolve(first)).stream()
                .filter(line -> line.startsWith("export CLASSPATH="))
                .map(YarnIT::withoutVersions)
                .findFirst()
                .orElseThrow();
    }

    /** Names of files without their versions. */
    private static List<String> withoutVersions(String classPath) {
        return Stream.of(classPath.split(":"))
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

    /** What cron calls, below a launcher that has no set-up. */
    private static List<String> nightly(String setting) throws IOException {
        Path scripts = folder.resolve("deploy/yarn");
        if (!Files.exists(scripts)) {
            Files.createDirectories(scripts);
            Files.copy(ROOT.resolve("deploy/yarn/nightly.sh"), scripts.resolve("nightly.sh"));
            Path launcher = Files.writeString(
                    folder.resolve("muybridge"), "#!/bin/sh\nexec '" + ROOT.resolve("muybridge") + "' @\"$@\"\n");
            Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        }
        String script = scripts.resolve("nightly.sh").toString();
        return List.of(script, folder.resolve("lock").toString(), setting);
    }

    private static Begun begin(List<String> how, String output, String run, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(how);
        command.addAll(List.of("-Dheartbeat.timeout=8000", "-Dheartbeat.interval=1000"));
        command.addAll(List.of("--run-name", run, "--ray", "off"));
        command.addAll(words);
        return begin(output, Map.of(), command);
    }

    private static Begun begin(String output, Map<String, String> environment, List<String> command)
            throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--output", HadoopServers.HDFS + output, "--model", "lite", "--preset", "ultrafast"));
        return begin(all, environment);
    }

    private static Begun begin(List<String> command, Map<String, String> environment) throws IOException {
        Path out = Files.createTempFile(folder, "submit", ".out");
        Map<String, String> all = new HashMap<>(environment);
        all.put("MUYBRIDGE_HOME", Installation.current().home().toString());
        all.put("JAVA_HOME", System.getProperty("java.home"));
        all.put("HADOOP_CONF_DIR", servers.configuration().toString());
        return new Begun(network.start(command, all, out), out);
    }
}
