package dev.muybridge.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel's id of a thread, which is what a crashed process names. */
public final class KernelThread {
    private static final Path SELF = Path.of("/proc/thread-self");

    private KernelThread() {}

    /** Of the thread that asks; 0 if the kernel does not tell. */
    public static long current() {
        try {
            return Long.parseLong(Files.readSymbolicLink(SELF).getFileName().toString());
        } catch (IOException e) {
            return 0;
        }
    }
}
