package dev.muybridge.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many workers this machine takes.
 *
 * @param workers no more than were asked for
 * @param warning what the user should know, empty if nothing
 */
record WorkerCount(int workers, String warning) {
    /** Measured with pictures of full HD and 4K size. */
    private static final double GIB_PER_WORKER = 0.85;

    private static final double KIB_PER_GIB = 1 << 20;
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB$");

    static WorkerCount onThisMachine(int asked) {
        return of(asked, Runtime.getRuntime().availableProcessors(), availableGib());
    }

    /** One for each core is always taken: more only make use of memory. */
    static WorkerCount of(int asked, int cores, double availableGib) {
        if (asked <= cores) {
            return new WorkerCount(asked, "");
        }
        String reason = "--workers " + asked + " is more than the " + cores
                + " cores of this machine, which makes nothing faster";
        int fitting = Math.max(cores, (int) Math.min(asked, availableGib / GIB_PER_WORKER));
        if (fitting == asked) {
            return new WorkerCount(asked, reason);
        }
        return new WorkerCount(
                fitting,
                String.format(
                        Locale.ROOT,
                        "%s, and needs about %.0f GiB of memory, of which %.0f GiB are free; taking %d",
                        reason,
                        asked * GIB_PER_WORKER,
                        availableGib,
                        fitting));
    }

    private static double availableGib() {
        try {
            Matcher line = AVAILABLE.matcher(Files.readString(Path.of("/proc/meminfo"), StandardCharsets.US_ASCII));
            return line.find() ? Long.parseLong(line.group(1)) / KIB_PER_GIB : Double.MAX_VALUE;
        } catch (IOException e) {
            return Double.MAX_VALUE; // nobody says how much there is
        }
    }
}
