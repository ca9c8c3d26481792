package dev.muybridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What one process of a bench did; printed by the process as its last line and read by the bench.
 *
 * @param frames how many frames
 * @param seconds how long they took, without what came before and after
 * @param startSeconds what came before and after
 * @param peakKib largest resident memory of the process, KiB
 * @param repaired how many frames were analysed twice, because segments did not fit together
 */
record Measurement(long frames, double seconds, double startSeconds, long peakKib, long repaired) {
    private static final String MARK = "measured";

    double framesPerSecond() {
        return frames / seconds;
    }

    String line() {
        return String.format(
                Locale.ROOT, "%s %d %.3f %.3f %d %d", MARK, frames, seconds, startSeconds, peakKib, repaired);
    }

    static boolean isLine(String line) {
        return line.startsWith(MARK + " ");
    }

    static Measurement parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Measurement(
                Long.parseLong(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]),
                Long.parseLong(parts[4]),
                Long.parseLong(parts[5]));
    }

    /** The largest resident memory of this process so far, KiB, as the kernel counts it. */
    static long peakKibOfThisProcess() throws IOException {
        return peakKib("self");
    }

    /** The same of any process of this user, by its id. */
    static long peakKib(String process) throws IOException {
        return Files.readAllLines(Path.of("/proc", process, "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("/proc/" + process + "/status has no VmHWM"));
    }
}
