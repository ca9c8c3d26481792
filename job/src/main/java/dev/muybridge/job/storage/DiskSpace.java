package dev.muybridge.job.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/** Whether an OUTPUT on this machine has room for results. Other file systems are not asked. */
public final class DiskSpace {
    /**
     * A video is staged, joined and published before its staging is removed: three copies of about the input's size at the
     * default quality, and its tables.
     */
    private static final double BYTES_PER_INPUT_BYTE = 3.5;

    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    private static final int STEP = 1024;

    private DiskSpace() {}

    /**
     * How much more files of these sizes, in bytes, need than there is, as a sentence without an end; empty if they fit. A file that alone
     * does not fit is not counted: it may be no video, or hold less than it is long, which only planning tells.
     */
    public static Optional<String> lacking(Location output, LongStream sizes) throws IOException {
        double free = free(output);
        return lacking(
                output,
                free,
                sizes.mapToDouble(size -> size * BYTES_PER_INPUT_BYTE)
                        .filter(alone -> alone <= free)
                        .sum());
    }

    /** The same of one video, by the bytes of its pictures; it has to fit. */
    public static Optional<String> lackingFor(Location output, long bytes) throws IOException {
        return lacking(output, free(output), bytes * BYTES_PER_INPUT_BYTE);
    }

    private static double free(Location output) throws IOException {
        return output.isLocal() ? Files.getFileStore(output.local()).getUsableSpace() : Double.POSITIVE_INFINITY;
    }

    private static Optional<String> lacking(Location output, double free, double needed) {
        return needed > free
                ? Optional.of("not enough space in " + output + ": about " + text(needed) + " needed, " + text(free)
                        + " free")
                : Optional.empty();
    }

    /** In the unit that fits. */
    static String text(double bytes) {
        double number = bytes;
        int unit = 0;
        while (number >= STEP && unit < UNITS.length - 1) {
            number /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", number, UNITS[unit]);
    }
}
