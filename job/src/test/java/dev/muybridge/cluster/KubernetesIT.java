package dev.muybridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests, and the night's run up to where nodes would begin, as Kubernetes' own API server takes them. */
@Tag("all")
final class KubernetesIT {
    private static final Path FOLDER =
            Path.of("..", "deploy", "kubernetes").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Runs it as in a pod, where it finds these elsewhere. */
    private static final String NIGHTLY = """
            import pathlib, sys
            sys.path.insert(0, sys.argv[1])
            import nightly
            nightly.API_SERVER = "https://127.0.0.1:6443"
            nightly.ACCOUNT, nightly.SETTINGS, nightly.WORK = map(pathlib.Path, sys.argv[2:5])
            sys.exit(nightly.main(*sys.argv[5:]))
            """;

    @TempDir
    static Path folder;

    private static OwnNetwork network;
    private static KubernetesServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException, GeneralSecurityException {
        network = OwnNetwork.open();
        server = KubernetesServer.start(network, Files.createDirectory(folder.resolve("server")));
        server.kubectl("apply", "-f", FOLDER.resolve("base/namespace.yaml").toString());
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (network != null) {
            network.close();
        }
    }

    private static List<Path> overlays() throws IOException {
        try (Stream<Path> overlays = Files.list(FOLDER.resolve("overlays"))) {
            return Stream.concat(overlays, Stream.of(FOLDER.resolve("operator")))
                    .toList();
        }
    }

    /** Without making anything; warnings, such as those about pods that may do more than the namespace allows, are errors. */
    private static String check(Path file) throws IOException, InterruptedException {
        return server.kubectl(
                "apply", "--dry-run=server", "--validate=strict", "--warnings-as-errors", "-f", file.toString());
    }

    @Test
    void everyOverlay_isTaken() throws Exception {
        assertThat(overlays()).hasSize(7);
        for (Path overlay : overlays()) {
            assertThat(check(server.build(overlay)).lines())
                    .as(overlay.toString())
                    .hasSizeGreaterThan(15)
                    .allMatch(line -> line.endsWith("(server dry run)"));
        }
    }

    @Test
    void brokenManifest_isRefused() throws Exception {
        checkRefused("volume", "concurrencyPolicy: Forbid", "concurrencyPolicy: Never", "concurrencyPolicy");
        checkRefused("volume", "timeZone: Etc/UTC", "timeZones: Etc/UTC", "unknown field \"spec.timeZones\"");
        checkRefused("volume", "timeZone: Etc/UTC", "timeZone: Etc/Nowhere", "unknown time zone");
        checkRefused("volume", "runAsNonRoot: true", "runAsNonRoot: false", "violate PodSecurity \"restricted:v1.34\"");
        checkRefused("s3-ray", "suspend: true", "suspended: true", "unknown field \"spec.suspended\"");
        checkRefused("operator", "upgradeMode: stateless", "upgradeMode: none", "upgradeMode");
    }

    private static void checkRefused(String overlay, String right, String wrong, String reason) throws Exception {
        Path own = FOLDER.resolve(overlay.equals("operator") ? overlay : "overlays/" + overlay);
        String text = Files.readString(server.build(own));
        assertThat(text).contains(right);
        Path broken = Files.writeString(folder.resolve("broken.yaml"), text.replace(right, wrong));

        assertThatThrownBy(() -> check(broken)).as(wrong).hasMessageContaining(reason);
    }

    @Test
    void night_putsUpTheClusters_saysWhatTheReportSays_andAnotherPodTakesItOver() throws Exception {
        server.kubectl(
                "apply",
                "-f",
                server.build(FOLDER.resolve("overlays/volume-ray")).toString());
        checkRights();
        Path output = Files.createDirectory(folder.resolve("out"));
        Process pod = nightly(output);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !pod.isAlive()
                        || !get("deployments,rayclusters", "{.items[*].metadata.name}")
                                .isBlank());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !pod.isAlive()
                        || get("deployments", "{.items[*].metadata.name}").equals("nightly-7"));
        assertThat(pod.isAlive()).as(() -> log()).isTrue();
        assertThat(get("rayclusters/nightly-7", "{.spec.suspend} {.metadata.ownerReferences[0].uid}"))
                .isEqualTo("false uid-7");
        String of = "deployments/nightly-7";
        assertThat(get(of, "{.metadata.ownerReferences[0].kind} {.metadata.ownerReferences[0].name}"))
                .isEqualTo("Job nightly-7");
        String spec = "{.spec.template.spec";
        assertThat(get(of, spec + ".serviceAccountName} " + spec + ".containers[0].image}"))
                .isEqualTo("jobmanager localhost/muybridge-flink:0.1.0");
        assertThat(get(of, spec + ".containers[0].securityContext.readOnlyRootFilesystem}"))
                .isEqualTo("true");
        assertThat(get("configmaps/flink-config-nightly-7", "{.data}"))
                .contains("local:///", "nightly-7-head-svc:6379", "log4j-console.properties");
        checkKey("nightly-7", "Job nightly-7");

        // Taken over while it is under way: nothing is made twice.
        pod.destroy();
        assertThat(pod.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Process other = nightly(output);
        Files.createDirectory(output.resolve("runs"));
        Files.writeString(output.resolve("runs/nightly-7.json"), report());
        Awaitility.await().atMost(PATIENCE).until(() -> log().contains("run nightly-7; its report"));
        // What the cluster itself does at its end.
        server.kubectl(
                "delete", "-n", "muybridge", "deployment/nightly-7", "service/nightly-7-rest", "service/nightly-7");

        assertThat(other.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(other.exitValue()).as(() -> log()).isEqualTo(3);
        assertThat(log()).contains("run nightly-7: some failed; 1 done, 1 failed, 0 done before");
        assertThat(get("rayclusters", "{.items[*].metadata.name}")).isEqualTo("ray");

        // Once more, after the end.
        Process late = nightly(output);
        assertThat(late.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(late.exitValue()).as(() -> log()).isEqualTo(3);
        assertThat(get("deployments", "{.items[*].metadata.name}")).isEmpty();
    }

    /** The cluster answers only who has its key, which goes with its owner. */
    private static void checkKey(String cluster, String owner) throws IOException, InterruptedException {
        String key = get("deployments/" + cluster, "{.spec.template.spec.volumes[*].secret.secretName}");
        assertThat(key).startsWith(cluster + "-key-");
        String of = "{.metadata.ownerReferences[0]";
        assertThat(get("secrets/" + key, of + ".kind} " + of + ".name}")).isEqualTo(owner);
        assertThat(get("secrets/" + key, "{.data}")).startsWith("{\"flink.p12\":");
        assertThat(get("configmaps/flink-config-" + cluster, "{.data}"))
                .contains("internal:\\n      enabled: 'true'", "authentication-enabled: 'true'");
    }

    @Test
    void applicationOfNoJob_ownsItsKey() throws Exception {
        Path videos = Files.createDirectories(folder.resolve("videos"));
        Files.writeString(videos.resolve("a.mp4"), "never read");
        List<String> command = List.of(
                FOLDER.resolveSibling("../muybridge").toString(),
                "@submit",
                "--target",
                "kubernetes-application",
                "-Dkubernetes.config.file=" + server.adminAccess(),
                "-Dkubernetes.namespace=muybridge",
                "--run-name",
                "alone",
                "--ray",
                "off",
                "--workers",
                "1",
                "--input",
                videos.toString(),
                "--output",
                folder.resolve("alone").toString());
        Path out = folder.resolve("alone.log");

        Process submit = network.start(command, Map.of(), out);

        assertThat(submit.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(submit.exitValue()).as(() -> text(out)).isZero();
        checkKey("alone", "Deployment alone");
        server.kubectl("delete", "-n", "muybridge", "deployment/alone");
    }

    private static void checkRights() throws IOException, InterruptedException {
        for (String account : List.of("nightly", "jobmanager", "taskmanager")) {
            for (String what : List.of(
                    "get secrets",
                    "update secrets",
                    "delete secrets",
                    "list secrets",
                    "create roles",
                    "create pods --subresource=exec")) {
                assertThat(may(account, what)).as(account + " " + what).isFalse();
            }
        }
        assertThat(may("jobmanager", "create pods")).isTrue();
        assertThat(may("taskmanager", "get pods")).isFalse();
    }

    private static boolean may(String account, String what) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("auth", "can-i", "-q", "-n", "muybridge"));
        words.add("--as=system:serviceaccount:muybridge:" + account);
        words.addAll(List.of(what.split(" ")));
        try {
            server.kubectl(words.toArray(String[]::new));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String get(String what, String path) throws IOException, InterruptedException {
        return server.kubectl("get", what, "-n", "muybridge", "-o", "jsonpath=" + path);
    }

    private static String log() {
        return text(folder.resolve("nightly.log"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    /** With the rights of its account, as in a pod of the CronJob. */
    private static Process nightly(Path output) throws IOException, InterruptedException {
        String token =
                server.kubectl("create", "token", "nightly", "-n", "muybridge").strip();
        Path account = Files.createDirectories(folder.resolve("account"));
        Files.writeString(account.resolve("token"), token);
        Files.writeString(account.resolve("ca.crt"), Files.readString(server.certificate()));
        Path access = server.writeAccess("nightly", token);
        Path settings = Files.createDirectories(folder.resolve("settings"));
        Files.copy(
                FOLDER.resolve("base/10-kubernetes.yaml"),
                settings.resolve("10-kubernetes.yaml"),
                StandardCopyOption.REPLACE_EXISTING);
        Path work = Files.createDirectories(folder.resolve("work"));
        Path videos = Files.createDirectories(folder.resolve("videos"));
        Files.writeString(videos.resolve("a.mp4"), "never read");
        Files.deleteIfExists(folder.resolve("nightly.log"));
        return network.start(
                List.of(
                        "python3",
                        "-B",
                        "-c",
                        NIGHTLY,
                        FOLDER.toString(),
                        account.toString(),
                        settings.toString(),
                        work.toString(),
                        "-Dkubernetes.config.file=" + access,
                        "--workers",
                        "1",
                        "--input",
                        videos.toString(),
                        "--output",
                        output.toString()),
                Map.of("RUN", "nightly-7", "JOB_UID", "uid-7", "NAMESPACE", "muybridge", "RAY_CLUSTER", "ray"),
                folder.resolve("nightly.log"));
    }

    private static String report() {
        return """
                {"run": "nightly-7", "state": "some failed", "exit_code": 3, "message": "", "done": 1, "partial": 0, "failed": 1,
                 "done_before": 0, "frames": 45, "failures": [{"video": "a", "reason": "truncated", "detail": ""}],
                 "begun": "2026-11-26T02:00:03.512Z", "ended": "2026-11-26T02:31:40.020Z", "seconds": 1896.508, "version": "x"}
                """;
    }
}
