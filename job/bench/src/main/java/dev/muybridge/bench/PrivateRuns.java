package dev.muybridge.bench;

import dev.muybridge.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** {@code run} as a user starts it, with a Ray cluster of its own. */
final class PrivateRuns implements ChaosPlace {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PROGRAM = Main.class.getName() + "\0run\0";

    private final OwnProcesses processes = new OwnProcesses();
    private final List<String> options;
    private final Path temporary;
    private final Random random;
    private final Set<Long> seen = new HashSet<>();

    /** @param temporary where the program puts its temporary files */
    PrivateRuns(List<String> options, Path temporary, Random random) throws IOException {
        this.options = options;
        this.temporary = Files.createDirectories(temporary);
        this.random = random;
    }

    @Override
    public ChaosOutput output(String name) {
        return DiskOutput.of(temporary.resolveSibling(name));
    }

    @Override
    public Process start(ChaosOutput output, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of("run", "--output", output.location()));
        command.addAll(options);
        List<String> words = BenchProcess.words(
                Main.class, List.of("-Dmuybridge.terminal=false", "-Djava.io.tmpdir=" + temporary), command);
        return processes.start(
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()));
    }

    @Override
    public boolean has(KillKind kind) {
        return kind != KillKind.TASK_MANAGER;
    }

    @Override
    public int most() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Effect kill(KillKind kind) throws InterruptedException {
        if (kind == KillKind.TREE) {
            killRun();
            return Effect.ENDS;
        }
        processes.all().forEach(process -> seen.add(process.pid()));
        List<ProcessHandle> victims = switch (kind) {
            case WORKER -> processes.workers();
            case RAYLET -> processes.named("raylet/raylet\0");
            default -> processes.named(PROGRAM);
        };
        if (victims.isEmpty() || !victims.get(random.nextInt(victims.size())).destroyForcibly()) {
            return Effect.NONE;
        }
        return kind == KillKind.WORKER ? Effect.SURVIVED : Effect.ENDS;
    }

    @Override
    public void killRun() throws InterruptedException {
        processes.all().forEach(process -> seen.add(process.pid()));
        processes.killAll();
    }

    @Override
    public List<String> aliveStill() throws InterruptedException {
        return processes.awaitNone(PATIENCE);
    }

    @Override
    public List<String> leftOvers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/tmp"))) {
            return files.map(Path::toString).filter(this::isOfOurRay).toList();
        }
    }

    /** A head's folder has its process's id in its name. */
    private boolean isOfOurRay(String folder) {
        return seen.stream().anyMatch(pid -> folder.startsWith("/tmp/muybridge-ray-" + pid + "-"));
    }

    @Override
    public void close() throws InterruptedException {
        processes.killAll();
    }
}
