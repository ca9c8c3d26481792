package dev.muybridge.crash;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The end of a process in native code.
 *
 * @param file the file that reports it
 * @param what the signal, or what the JVM calls it: {@code SIGSEGV}, {@code Internal Error}
 * @param thread the kernel's id of the thread that crashed, if the file names it
 */
public record Crash(Path file, String what, OptionalLong thread) {
    /** For the user: {@code SIGSEGV, see /crashes/hs_err_pid12.log}. */
    public String sentence() {
        return what + ", see " + file;
    }
}
