package dev.muybridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code cluster.sh submit} to a Flink cluster that is started for it, in a folder of its own. */
final class SessionRuns implements ChaosPlace {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int MOST = 2; // a job that fails more than a few times in a row stays failed
    private static final long SCRIPT_MINUTES = 5;

    private final OwnProcesses processes = new OwnProcesses();
    private final OwnProcesses clients = new OwnProcesses();
    private final List<String> options;
    private final Path folder;
    private boolean closed;

    private SessionRuns(List<String> options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    static SessionRuns open(List<String> options, Path folder) throws IOException, InterruptedException {
        SessionRuns runs = new SessionRuns(options, folder);
        runs.script("start");
        return runs;
    }

    @Override
    public ChaosOutput output(String name) {
        return DiskOutput.of(folder.resolveSibling(name));
    }

    @Override
    public Process start(ChaosOutput output, Path log) throws IOException {
        List<String> words = new ArrayList<>(List.of("@submit", "--output", output.location()));
        words.addAll(options);
        return clients.start(command(words, log));
    }

    @Override
    public boolean has(KillKind kind) {
        return kind == KillKind.TASK_MANAGER;
    }

    @Override
    public int most() {
        return MOST;
    }

    /** Also starts another one, as a cluster's supervisor would. */
    @Override
    public Effect kill(KillKind kind) throws IOException, InterruptedException {
        List<ProcessHandle> victims = processes.named("TaskManagerRunner\0");
        if (victims.isEmpty() || !victims.get(0).destroyForcibly()) {
            return Effect.NONE;
        }
        script("restart");
        return Effect.SURVIVED;
    }

    @Override
    public void killRun() throws InterruptedException {
        clients.killAll();
    }

    @Override
    public List<String> aliveStill() throws InterruptedException {
        List<String> left = new ArrayList<>(clients.awaitNone(PATIENCE));
        left.addAll(processes.awaitNoWorkers(PATIENCE));
        return left;
    }

    @Override
    public List<String> leftOvers() {
        return List.of(); // what the cluster has in its folder is for "stop" to remove
    }

    /** May be called twice: at the end, and when this process ends. */
    @Override
    public synchronized void close() throws IOException, InterruptedException {
        if (closed) {
            return;
        }
        closed = true;
        clients.killAll();
        try {
            script("stop");
        } finally {
            processes.killAll();
        }
    }

    private void script(String word) throws IOException, InterruptedException {
        Path log = folder.resolveSibling("cluster.log");
        Process process = processes.start(command(List.of(word), log));
        if (!process.waitFor(SCRIPT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        if (process.waitFor() != 0) {
            throw new IOException("cluster.sh " + word + " failed: " + Files.readString(log));
        }
    }

    private ProcessBuilder command(List<String> words, Path log) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Checkout.folder().resolve("deploy/flink/cluster.sh").toString()));
        command.addAll(words);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("MUYBRIDGE_CLUSTER", folder.toString());
        return builder;
    }
}
