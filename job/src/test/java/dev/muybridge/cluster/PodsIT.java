package dev.muybridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.cli.Commands;
import dev.muybridge.whole.Runs;
import dev.muybridge.whole.SmallVideos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Nights in real pods, of images built from our Dockerfiles. */
@Tag("all")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PodsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int VIDEOS = 3;
    private static final Path MANIFESTS =
            Path.of("..", "deploy", "kubernetes").toAbsolutePath().normalize();

    @TempDir
    static Path folder;

    private static KubernetesNode node;
    private static Path data;
    private static Path expected;

    @BeforeAll
    static void start() throws Exception {
        KubernetesNode.assumePossible();
        data = Files.createDirectory(folder.resolve("data"));
        Path videos = Files.createDirectory(data.resolve("videos"));
        Files.copy(SmallVideos.walk(), videos.resolve("walk.mp4"));
        Files.copy(SmallVideos.walk(), videos.resolve("other.mp4"));
        Files.copy(SmallVideos.step(), videos.resolve("step.mp4"));
        expected = folder.resolve("expected");
        Commands.Ended local = Commands.run(Stream.concat(
                        Stream.of("--input", videos.toString(), "--output", expected.toString(), "--ray", "off"),
                        PodsLayer.OPTIONS.stream())
                .toArray(String[]::new));
        assertThat(local.code()).as(String.join("\n", local.all())).isZero();
        Path images = Files.createDirectory(folder.resolve("images"));
        KubernetesNode.buildImages(images, folder.resolve("images.log"));
        node = KubernetesNode.start(
                folder.resolve("node"),
                List.of(images.resolve("muybridge-flink.tar"), images.resolve("muybridge-ray.tar")));
        node.startRayOperator();
        PodsLayer.copy(MANIFESTS, folder, data);
        node.kubectl("apply", "-f", MANIFESTS.resolve("base/namespace.yaml").toString());
        node.kubectl("create", "secret", "generic", "ray", "-n", "muybridge", "--from-literal=auth_token=" + token());
    }

    @AfterAll
    static void stop() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @Test
    @Order(1)
    void night_givesWhatARunOnADiskGives_andLeavesNoPod() throws Exception {
        begin("first", "volume");

        assertThat(end("first")).as(() -> log("first")).isEqualTo("Complete");

        check("first");
    }

    @Test
    @Order(2)
    void killedTaskManagerAndJobManager_loseNothing() throws Exception {
        begin("second", "volume");
        awaitStaged("second", 2);
        String taskManager = kill("second", "component=taskmanager");
        awaitStaged("second", staged() + 2);
        String jobManager = kill("second", "component=jobmanager");

        assertThat(end("second")).as(() -> log("second")).isEqualTo("Complete");

        assertThat(taskManager).startsWith("second-taskmanager-");
        assertThat(jobManager).startsWith("second-");
        check("second");
    }

    @Test
    @Order(3)
    void nightWithWorkersInRay_whosePodIsKilled_losesNothing() throws Exception {
        begin("third", "volume-ray");
        awaitStaged("third", 2);
        kill("third", "ray.io/node-type=worker");

        assertThat(end("third")).as(() -> log("third")).isEqualTo("Complete");

        check("third");
    }

    private static String token() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Until so much has been done of a night that is under way. */
    private static void awaitStaged(String job, long files) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> staged() >= files || hasEnded(job));
        assertThat(hasEnded(job)).as("ended too early: " + log(job)).isFalse();
    }

    private static long staged() throws IOException {
        return Runs.files(data.resolve("results")).stream()
                .filter(file -> file.startsWith(".staging/") && file.endsWith(".poses") && !file.contains("/.writing-"))
                .count();
    }

    private static boolean hasEnded(String job) {
        try {
            return !get("job/" + job, "{.status.conditions[*].type}").isEmpty();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends a pod of a night, all at once; returns its name when another is there. */
    private static String kill(String job, String label) throws IOException, InterruptedException {
        String labels = (label.startsWith("ray") ? "ray.io/cluster=" : "app=") + job + "," + label;
        String name = node.kubectl("get", "pods", "-n", "muybridge", "-l", labels, "-o", "name")
                .strip();
        assertThat(name).startsWith("pod/" + job).hasLineCount(1);
        node.kubectl("delete", "-n", "muybridge", name, "--grace-period=0", "--force");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> node.kubectl("get", "pods", "-n", "muybridge", "-l", labels, "-o", "name")
                                .strip(),
                        other -> !other.isEmpty() && !other.equals(name));
        return name.substring("pod/".length());
    }

    private static void begin(String job, String overlay) throws IOException, InterruptedException {
        Path results = data.resolve("results");
        if (Files.exists(results)) {
            Runs.delete(results);
        }
        Files.createDirectory(results);
        // A volume of this kind belongs to whoever made it.
        Files.setPosixFilePermissions(results, PosixFilePermissions.fromString("rwxrwxrwx"));
        node.kubectl("apply", "-k", folder.resolve("kubernetes/test-" + overlay).toString());
        node.kubectl("create", "job", job, "--from=cronjob/nightly", "-n", "muybridge");
    }

    /** How it ended. */
    private static String end(String job) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> get("job/" + job, "{.status.conditions[?(@.status==\"True\")].type}"),
                        said -> said.contains("Complete") || said.contains("Failed"))
                .replaceAll(".*(Complete|Failed).*", "$1");
    }

    private static void check(String job) throws Exception {
        JsonNode report = new ObjectMapper()
                .readTree(data.resolve("results/runs/" + job + ".json").toFile());
        assertThat(report.path("exit_code").asInt(-1)).isZero();
        assertThat(report.path("done").asInt() + report.path("done_before").asInt())
                .isEqualTo(VIDEOS);
        assertThat(log(job)).contains("run " + job + ": done; ", " 0 failed, ");
        Runs.assertSame(data.resolve("results"), expected);
        assertThat(Runs.files(data.resolve("results/.staging"))).isEmpty();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> node.kubectl(
                                "get",
                                "deployments,services,rayclusters,pods",
                                "-n",
                                "muybridge",
                                "-l",
                                "job-name!=" + job,
                                "-o",
                                "jsonpath={.items[*].metadata.name}"),
                        names -> Stream.of(names.split(" "))
                                .noneMatch(name -> name.equals(job) || name.startsWith(job + "-")));
    }

    private static String get(String what, String path) throws IOException, InterruptedException {
        return node.kubectl("get", what, "-n", "muybridge", "-o", "jsonpath=" + path);
    }

    private static String log(String job) {
        try {
            return node.kubectl("logs", "-n", "muybridge", "job/" + job);
        } catch (IOException | InterruptedException e) {
            return Objects.toString(e.getMessage());
        }
    }
}
