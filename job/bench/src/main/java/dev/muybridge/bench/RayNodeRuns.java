package dev.muybridge.bench;

import dev.muybridge.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** {@code run} whose workers are in a Ray cluster of three nodes, each with an address of this machine, and whose OUTPUT is on S3. */
final class RayNodeRuns implements ChaosPlace {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int MOST = 3; // each costs a worker or a node, which take seconds to come back
    private static final String PROGRAM = Main.class.getName() + "\0run\0";
    private static final String RAYLET = "raylet/raylet\0";
    private static final String HEAD = "127.0.0.11";

    private final OwnProcesses processes = new OwnProcesses();
    private final OwnProcesses programs = new OwnProcesses();
    private final Path folder;
    private final List<String> options;
    private final Random random;
    private final Servers servers;

    /**
     * Starts Ray's nodes and a server of S3.
     *
     * @param options those of the command except OUTPUT
     */
    RayNodeRuns(Path folder, List<String> options, Random random) throws IOException, InterruptedException {
        this.folder = folder;
        this.options = options;
        this.random = random;
        this.servers = Servers.start(processes, folder, "s3", "ray");
    }

    private Path bucket() {
        return folder.resolve("data/s3/videos");
    }

    @Override
    public ChaosOutput output(String name) {
        return new DiskOutput("s3://videos/" + name, bucket().resolve(name));
    }

    @Override
    public Process start(ChaosOutput output, Path log) throws IOException, InterruptedException {
        servers.awaitUp();
        List<String> command = new ArrayList<>(List.of("run", "--output", output.location()));
        command.addAll(List.of(
                "--ray", HEAD + ":26379", "--ray-token", folder.resolve("token").toString()));
        command.addAll(options);
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> words = BenchProcess.words(
                Main.class,
                List.of(
                        "-Dmuybridge.terminal=false",
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dmuybridge.storage=" + folder.resolve("storage.conf")),
                command);
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        return programs.start(builder);
    }

    @Override
    public boolean has(KillKind kind) {
        return PlaceKind.RAY.cycle().contains(kind);
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public Effect kill(KillKind kind) {
        List<ProcessHandle> victims = switch (kind) {
            case WORKER -> processes.workers();
            case NODE -> raylets(false);
            case HEAD -> raylets(true);
            default -> programs.named(PROGRAM);
        };
        // A node that is on its way back is no victim, nor is the cluster while another one is.
        if (victims.isEmpty() || !victims.get(random.nextInt(victims.size())).destroyForcibly()) {
            return Effect.NONE;
        }
        return kind == KillKind.WORKER || kind == KillKind.NODE ? Effect.SURVIVED : Effect.ENDS;
    }

    private List<ProcessHandle> raylets(boolean head) {
        return processes.named(RAYLET).stream()
                .filter(each -> OwnProcesses.commandLine(each).contains("=" + HEAD + "\0") == head)
                .toList();
    }

    @Override
    public void killRun() throws InterruptedException {
        programs.killAll();
    }

    @Override
    public List<String> aliveStill() throws IOException, InterruptedException {
        servers.awaitUp();
        List<String> left = new ArrayList<>(programs.awaitNone(PATIENCE));
        left.addAll(processes.awaitNoWorkers(PATIENCE));
        return left;
    }

    /** The temporary files of runs. */
    @Override
    public List<String> leftOvers() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            return files.map(Path::toString).toList();
        }
    }

    /** May be called twice: at the end, and when this process ends. */
    @Override
    public synchronized void close() throws InterruptedException {
        programs.killAll();
        servers.stop();
        processes.killAll();
    }
}
