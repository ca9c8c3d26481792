package dev.muybridge.cluster;

import dev.muybridge.install.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Servers that {@code bench/servers.py} starts once, which bench chaos keeps up with the same program. */
final class OwnServers {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private OwnServers() {}

    /** Starts {@code what}, as that program says it; returns when all of it is ready. The process has theirs as its children. */
    static Process start(OwnNetwork network, Path folder, String... what) throws IOException {
        return await(network.start(command(folder, what), environment(), out(folder)), folder);
    }

    /** The same in the network of a node, where its pods reach what does not listen on loopback. */
    static void start(KubernetesNode node, Path folder, String... what) throws IOException {
        var unused = await(node.run(out(folder), command(folder, what), environment()), folder);
    }

    private static List<String> command(Path folder, String... what) throws IOException {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(List.of("python3", "-I", "-B"));
        command.add(Path.of("bench/servers.py").toAbsolutePath().toString());
        command.add(folder.toString());
        command.addAll(List.of(what));
        command.add("once");
        return command;
    }

    private static Map<String, String> environment() {
        return Map.of(
                "MUYBRIDGE_HOME",
                Installation.current().home().toString(),
                "JAVA_HOME",
                System.getProperty("java.home"));
    }

    private static Path out(Path folder) {
        return folder.resolve("servers.out");
    }

    private static Process await(Process process, Path folder) throws IOException {
        Awaitility.await().atMost(PATIENCE).until(() -> !process.isAlive() || isUp(folder.resolve("up")));
        if (!process.isAlive()) {
            throw new IOException("the servers have ended: " + Files.readString(out(folder)));
        }
        return process;
    }

    private static boolean isUp(Path marks) throws IOException {
        Path all = marks.resolve("all");
        return Files.exists(all)
                && Files.readAllLines(all).stream().allMatch(name -> Files.exists(marks.resolve(name)));
    }
}
