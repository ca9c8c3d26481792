package dev.muybridge.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where the runs are that are disturbed. */
interface ChaosPlace extends AutoCloseable {
    /** Starts the command on the inputs, and writes what it prints to {@code log}. */
    Process start(Path output, Path log) throws IOException;

    /** Whether that can be killed here. */
    boolean has(KillKind kind);

    /** Kills one; returns false where there is none at this moment. */
    boolean kill(KillKind kind) throws IOException, InterruptedException;

    /** What is still alive that should be gone when the command has ended, however that came; waits a while for it to go. */
    List<String> aliveStill() throws InterruptedException;

    /** What is lying about outside OUTPUT that should be gone when the command has come to its end. */
    List<String> leftOvers() throws IOException;

    @Override
    void close() throws IOException, InterruptedException;
}
