package dev.muybridge.bench;

import java.io.IOException;
import java.nio.file.Path;

/** An OUTPUT of runs, wherever it is. */
interface ChaosOutput {
    /** As the command gets it. */
    String location();

    /** How many files and folders below it have {@code part} in their path; those that vanish meanwhile may count or not. */
    long count(String part) throws IOException;

    /** A folder of this machine with all that is in it; copied now if it is elsewhere. */
    Path local() throws IOException;

    /** Removes it, and a copy of it. */
    void delete() throws IOException;
}
