package dev.muybridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.cli.Commands;
import dev.muybridge.whole.AcceptanceList;
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
import java.util.concurrent.Callable;
import java.util.function.Predicate;
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
    private static Nights nights;
    private static Path data;
    private static Path expected;

    @BeforeAll
    static void start() throws Exception {
        KubernetesNode.assumePossible();
        data = Files.createDirectory(folder.resolve("data"));
        Path videos = Files.createDirectory(data.resolve("videos"));
        Files.copy(SmallVideos.walk(), videos.resolve("walk.mp4"));
        Files.copy(SmallVideos.walk(), videos.resolve("other.mp4"));
        Files.copy(SmallVideos.step(), videos.resolve("a-short-one.mp4")); // first to be done
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
        nights = new Nights(node, folder.resolve("kubernetes"));
        node.kubectl("apply", "-f", MANIFESTS.resolve("base/namespace.yaml").toString());
        secret("ray", "--from-literal=auth_token=" + token());
    }

    @AfterAll
    static void stop() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @Test
    @Order(1)
    void listHolds_onAVolume(@TempDir Path scratch) throws Exception {
        nights.apply("volume");

        AcceptanceList.check(PodsPlace.onVolume(nights, data), scratch);
    }

    @Test
    @Order(2)
    void listHolds_onS3(@TempDir Path scratch) throws Exception {
        Path servers = folder.resolve("servers");
        OwnServers.start(node, servers, "s3@" + KubernetesNode.ADDRESS);
        Path store = folder.resolve("s3.jceks");
        for (String line : Files.readAllLines(servers.resolve("storage.conf"))) {
            String name = line.substring(0, line.indexOf(": "));
            if (name.endsWith("-key")) {
                String value = line.substring(name.length() + 2);
                HadoopServers.keepSecret(store, name.replace("s3.", "fs.s3a.").replace('-', '.'), value);
            }
        }
        secret("storage", "--from-file=s3.jceks=" + store);
        nights.apply("s3");

        AcceptanceList.check(PodsPlace.inBucket(nights, new Bucket(servers)), scratch);
    }

    @Test
    @Order(3)
    void killedTaskManagerAndJobManager_loseNothing() throws Exception {
        makeResults();
        nights.apply("volume");
        nights.begin("killed");
        awaitStaged("killed", 2);
        String taskManager = nights.kill("killed", "component=taskmanager");
        awaitStaged("killed", staged() + 2);
        String jobManager = nights.kill("killed", "component=jobmanager");

        assertThat(nights.end("killed")).as(() -> nights.log("killed")).isEqualTo("Complete");

        assertThat(taskManager).startsWith("killed-taskmanager-");
        assertThat(jobManager).startsWith("killed-");
        check("killed");
    }

    @Test
    @Order(4)
    void deletedJob_takesItsClustersWithIt() throws Exception {
        makeResults();
        nights.apply("volume-ray");
        nights.begin("deleted");
        await("deleted", "a video", () -> count(file -> file.startsWith("videos/")) > 0);
        nights.delete("deleted");

        nights.awaitGone("deleted");

        assertThat(data.resolve("results/runs/deleted.json")).doesNotExist();
    }

    @Test
    @Order(5)
    void nextNight_goesOn_evenIfPodsOfRayAreKilled() throws Exception {
        nights.begin("next");
        awaitStaged("next", staged() + 1);
        String worker = nights.kill("next", "ray.io/node-type=worker");
        awaitStaged("next", staged() + 1);
        String head = nights.kill("next", "ray.io/node-type=head");

        assertThat(nights.end("next")).as(() -> nights.log("next")).isEqualTo("Complete");

        assertThat(worker).startsWith("next-workers-worker-");
        assertThat(head).startsWith("next-head");
        assertThat(check("next").path("done_before").asInt()).isPositive();
    }

    private static String token() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void secret(String name, String from) throws IOException, InterruptedException {
        node.kubectl("create", "secret", "generic", name, "-n", "muybridge", from);
    }

    /** An empty OUTPUT of nights whose options the CronJob has. */
    private static void makeResults() throws IOException {
        Path results = data.resolve("results");
        if (Files.exists(results)) {
            Runs.delete(results);
        }
        Files.createDirectory(results);
        // A volume of this kind belongs to whoever made it.
        Files.setPosixFilePermissions(results, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /** Until so much has been done of a night that is under way. */
    private static void awaitStaged(String job, long files) {
        await(job, files + " segments", () -> staged() >= files);
    }

    private static void await(String job, String what, Callable<Boolean> done) {
        Awaitility.await(what + " of " + job)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> done.call() || nights.hasEnded(job));
        assertThat(nights.hasEnded(job))
                .as("ended too early: " + nights.log(job))
                .isFalse();
    }

    private static long staged() throws IOException {
        return count(file -> file.startsWith(".staging/") && file.endsWith(".poses") && !file.contains("/.writing-"));
    }

    private static long count(Predicate<String> which) throws IOException {
        return Runs.files(data.resolve("results")).stream().filter(which).count();
    }

    private static JsonNode check(String job) throws Exception {
        JsonNode report = new ObjectMapper()
                .readTree(data.resolve("results/runs/" + job + ".json").toFile());
        assertThat(report.path("exit_code").asInt(-1)).isZero();
        assertThat(report.path("done").asInt() + report.path("done_before").asInt())
                .isEqualTo(VIDEOS);
        assertThat(nights.log(job)).contains("run " + job + ": done; ", " 0 failed, ");
        Runs.assertSame(data.resolve("results"), expected);
        assertThat(Runs.files(data.resolve("results/.staging"))).isEmpty();
        nights.awaitGone(job);
        return report;
    }
}
