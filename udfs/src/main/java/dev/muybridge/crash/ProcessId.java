package dev.muybridge.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A process, distinguished from earlier and later ones with the same number.
 *
 * @param pid its number in the operating system
 * @param startMillis when it started, in milliseconds since 1970, accurate to {@link #SLACK_MILLIS}
 * @param host name of its machine
 */
public record ProcessId(long pid, long startMillis, String host) {
    /** By how much two readings of the same start may differ, because the system clock may be set in between. */
    static final long SLACK_MILLIS = 2_000;

    private static final Path HOST = Path.of("/proc/sys/kernel/hostname");

    /** This process. */
    public static ProcessId current() {
        return new ProcessId(ProcessHandle.current().pid(), start(ProcessHandle.current()), thisHost());
    }

    /** Whether it is, or was, on this machine, so that the files it left can be read. */
    public boolean isOfThisMachine() {
        return host.equals(thisHost());
    }

    /** Whether it has ended, even if nobody has collected its exit code yet. Only for processes of this machine. */
    public boolean hasEnded() {
        return ProcessHandle.of(pid)
                .filter(process -> Math.abs(start(process) - startMillis) <= SLACK_MILLIS)
                .map(process -> isDead(pid))
                .orElse(true);
    }

    private static long start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static boolean isDead(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state == 'Z' || state == 'X';
        } catch (IOException e) {
            return true;
        }
    }

    /** The name that the kernel reports, without asking a name server. */
    private static String thisHost() {
        try {
            return Files.readString(HOST).strip();
        } catch (IOException e) {
            return "localhost";
        }
    }
}
