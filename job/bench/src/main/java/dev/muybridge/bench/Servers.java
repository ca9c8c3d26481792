package dev.muybridge.bench;

import dev.muybridge.install.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Servers on loopback that {@code servers.py} keeps up: one that is killed comes back. */
final class Servers {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long POLL_MILLIS = 100;

    private final Process process;
    private final Path folder;

    private Servers(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** Starts them among {@code processes}, and returns when they are ready; {@code what} is that of {@code servers.py}. */
    static Servers start(OwnProcesses processes, Path folder, String... what) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(List.of(
                "python3",
                "-I",
                "-B",
                Checkout.folder().resolve("job/bench/servers.py").toString(),
                folder.toString()));
        command.addAll(List.of(what));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("servers.out").toFile());
        builder.environment().putAll(environment());
        Servers servers = new Servers(processes.start(builder), folder);
        servers.awaitUp();
        return servers;
    }

    /** What our own programs need, too. */
    static Map<String, String> environment() {
        return Map.of(
                "MUYBRIDGE_HOME",
                Installation.current().home().toString(),
                "JAVA_HOME",
                System.getProperty("java.home"));
    }

    /** Waits until all of them are ready, those included that were killed. */
    void awaitUp() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!areUp()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("not all servers are up; their logs are in " + folder + "/logs: "
                        + Files.readString(folder.resolve("servers.out")));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private boolean areUp() throws IOException {
        try {
            return Files.readString(folder.resolve("up/all"))
                    .lines()
                    .allMatch(name -> Files.exists(folder.resolve("up").resolve(name)));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Ends them. */
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
