package dev.muybridge.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where the disturbed runs take place. */
interface ChaosPlace extends AutoCloseable {
    /** Starts the command on the inputs, and writes what it prints to {@code log}. */
    Process start(Path output, Path log) throws IOException;

    /** Whether that can be killed here. */
    boolean has(KillKind kind);

    /** Kills one; returns false if there is none at this moment. */
    boolean kill(KillKind kind) throws IOException, InterruptedException;

    /** What is still alive but should be gone when the command has ended, for whatever reason; waits a while for it to go. */
    List<String> aliveStill() throws InterruptedException;

    /** What is left outside OUTPUT but should be gone when the command has got through. */
    List<String> leftOvers() throws IOException;

    @Override
    void close() throws IOException, InterruptedException;
}
