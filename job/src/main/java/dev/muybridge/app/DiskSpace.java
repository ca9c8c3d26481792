package dev.muybridge.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Whether a local OUTPUT has room for a run. */
final class DiskSpace {
    /**
     * A video is staged, joined and published before its staging is removed: three copies of about the input's size at the
     * default quality, and its tables.
     */
    private static final double BYTES_PER_INPUT_BYTE = 3.5;

    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    private static final int STEP = 1024;

    private DiskSpace() {}

    /** @throws RunException when less space is free than {@code inputBytes} of video are estimated to need */
    static void check(Path output, long inputBytes) throws IOException, RunException {
        double needed = inputBytes * BYTES_PER_INPUT_BYTE;
        long free = Files.getFileStore(output).getUsableSpace();
        if (needed > free) {
            throw new RunException("not enough space in " + output + ": about " + text(needed) + " needed, "
                    + text((double) free) + " free");
        }
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
