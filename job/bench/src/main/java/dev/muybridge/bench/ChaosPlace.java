package dev.muybridge.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where the disturbed runs take place. */
interface ChaosPlace extends AutoCloseable {
    /** What a kill means for the run that is under way. */
    enum Effect {
        /** There was nothing of that kind to kill. */
        NONE,
        /** The run has to get through nevertheless. */
        SURVIVED,
        /** It may end, and is started again then. */
        ENDS
    }

    /** An OUTPUT that nothing has been written to. */
    ChaosOutput output(String name);

    /** Starts the command on the inputs, and writes what it prints to {@code log}. */
    Process start(ChaosOutput output, Path log) throws IOException, InterruptedException;

    /** Whether that can be killed here. */
    boolean has(KillKind kind);

    /** After how many kills a run is left alone. */
    int most();

    /** Kills one, if there is one at this moment. */
    Effect kill(KillKind kind) throws IOException, InterruptedException;

    /** Kills the run that hangs, whatever it consists of. */
    void killRun() throws IOException, InterruptedException;

    /** What is still alive but should be gone when the command has ended, for whatever reason; waits a while for it to go. */
    List<String> aliveStill() throws IOException, InterruptedException;

    /** What is left outside OUTPUT but should be gone when the command has got through. */
    List<String> leftOvers() throws IOException;

    @Override
    void close() throws IOException, InterruptedException;
}
