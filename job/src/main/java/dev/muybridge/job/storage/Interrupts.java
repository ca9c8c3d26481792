package dev.muybridge.job.storage;

import java.io.InterruptedIOException;

/** Lets work on many files end when its thread is interrupted: Java's own calls on local files do not check for that. */
public final class Interrupts {
    private Interrupts() {}

    /** @throws InterruptedIOException when this thread was interrupted; its interrupt status is then cleared */
    public static void check() throws InterruptedIOException {
        if (Thread.interrupted()) {
            throw new InterruptedIOException("interrupted between two files");
        }
    }
}
