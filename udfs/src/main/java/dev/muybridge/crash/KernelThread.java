package dev.muybridge.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel's id of a thread, which is what a crashed process reports. */
public final class KernelThread {
    private static final Path SELF = Path.of("/proc/thread-self");

    private KernelThread() {}

    /** The id of the calling thread; 0 if the kernel does not report it. */
    public static long current() {
        try {
            return Long.parseLong(Files.readSymbolicLink(SELF).getFileName().toString());
        } catch (IOException e) {
            return 0;
        }
    }
}
