package dev.muybridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.cli.Commands;
import dev.muybridge.ray.RayProcesses;
import dev.muybridge.whole.Runs;
import dev.muybridge.whole.SmallVideos;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run with its workers in a Ray cluster of three nodes, each with an address of this machine. */
@Tag("all")
final class RayNodesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
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
        Path output = folder.resolve("out");

        try (OwnNetwork network = OwnNetwork.open()) {
            Path servers = folder.resolve("servers");
            List<RayProcesses> nodes = nodes(OwnServers.start(network, servers, "ray"));
            Commands.Started run = Commands.startBy(
                    network.launcher(),
                    arguments(
                            inputs,
                            output,
                            "--ray",
                            HEAD,
                            "--ray-token",
                            servers.resolve("token").toString(),
                            "--workers",
                            "4"));
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
        }
        Runs.assertSame(output, expected);
    }

    /** Each with all that it has started, the head first. */
    private static List<RayProcesses> nodes(Process servers) {
        List<RayProcesses> nodes = new ArrayList<>();
        for (int node = 1; node <= 3; node++) {
            String address = "--node-ip-address=127.0.0.1" + node + "\0";
            nodes.add(servers.children()
                    .map(RayProcesses::new)
                    .filter(each -> each.isNamed(address))
                    .findFirst()
                    .orElseThrow());
        }
        return nodes;
    }

    private static String[] arguments(Path inputs, Path output, String... more) {
        List<String> all = new ArrayList<>(List.of("--input", inputs.toString(), "--output", output.toString()));
        all.addAll(List.of("--model", "lite", "--preset", "ultrafast", "--segment-seconds", "1"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
