package dev.muybridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.cli.Commands;
import dev.muybridge.install.Installation;
import dev.muybridge.ray.RayProcesses;
import dev.muybridge.whole.Runs;
import dev.muybridge.whole.SmallVideos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run with its workers in a Ray cluster of three nodes, each with an address of this machine. */
@Tag("all")
final class RayNodesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int TOKEN_BYTES = 32;
    private static final String HEAD = "127.0.0.11:26379";

    @TempDir
    Path folder;

    @Test
    void work_isSpreadOverAllNodes_andANodeThatIsLostLosesNothing() throws Exception {
        Path inputs = Files.createDirectory(folder.resolve("in"));
        Files.copy(SmallVideos.walk(), inputs.resolve("one.mp4"));
        for (String name : List.of("two", "three", "four")) {
            Files.copy(SmallVideos.walk(), inputs.resolve(name + ".mp4"));
        }
        Path expected = folder.resolve("expected");
        assertThat(Commands.run(arguments(inputs, expected, "--ray", "off", "--workers", "2"))
                        .code())
                .isZero();
        Path token = Files.writeString(folder.resolve("token"), token());
        // Short, because sockets are below it.
        Path sessions = Files.createTempDirectory(Path.of("/tmp"), "mr");
        Path output = folder.resolve("out");

        try (OwnNetwork network = OwnNetwork.open()) {
            List<RayProcesses> nodes = startNodes(network, token, sessions);
            Commands.Started run = Commands.startBy(
                    network.launcher(),
                    arguments(inputs, output, "--ray", HEAD, "--ray-token", token.toString(), "--workers", "4"));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !run.process().isAlive()
                            || (nodes.stream().noneMatch(node -> node.workers().isEmpty())
                                    && Runs.files(output.resolve(".staging")).stream()
                                            .anyMatch(file -> file.endsWith(".poses"))));
            assertThat(nodes).allSatisfy(node -> assertThat(node.workers()).isNotEmpty());

            RayProcesses.signal(nodes.get(2).named("raylet/raylet").get(0), "KILL");

            Commands.Ended ended = run.await(PATIENCE);
            assertThat(ended.code()).as(String.join("\n", ended.all())).isZero();
            assertThat(nodes.get(2).workers()).isEmpty();
        } finally {
            Runs.delete(sessions);
        }
        Runs.assertSame(output, expected);
    }

    private List<RayProcesses> startNodes(OwnNetwork network, Path token, Path sessions) throws IOException {
        Installation installation = Installation.current();
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        Map<String, String> environment = Map.of(
                "RAY_AUTH_MODE",
                "token",
                "RAY_AUTH_TOKEN_PATH",
                token.toString(),
                "PATH",
                java + ":" + System.getenv("PATH"));
        List<RayProcesses> nodes = new ArrayList<>();
        for (int node = 1; node <= 3; node++) {
            List<String> command = new ArrayList<>(List.of(
                    installation.rayPython().toString(),
                    "-m",
                    "ray.scripts.scripts",
                    "start",
                    "--block",
                    "--disable-usage-stats",
                    "--object-store-memory=100000000",
                    "--num-cpus=2",
                    "--node-ip-address=127.0.0.1" + node));
            command.addAll(
                    node == 1
                            ? List.of(
                                    "--head",
                                    "--port=26379",
                                    "--include-dashboard=false",
                                    "--include-log-monitor=false",
                                    "--temp-dir=" + sessions)
                            : List.of("--address=" + HEAD));
            Path log = folder.resolve("node" + node + ".log");
            Process started = network.start(command, environment, log);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !started.isAlive() || Files.readString(log).contains("Ray runtime started."));
            assertThat(started.isAlive()).as(Files.readString(log)).isTrue();
            nodes.add(new RayProcesses(started.toHandle()));
        }
        return nodes;
    }

    private static String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String[] arguments(Path inputs, Path output, String... more) {
        List<String> all = new ArrayList<>(List.of("--input", inputs.toString(), "--output", output.toString()));
        all.addAll(List.of("--model", "lite", "--preset", "ultrafast", "--segment-seconds", "1"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
