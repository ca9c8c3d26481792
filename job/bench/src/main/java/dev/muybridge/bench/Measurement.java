package dev.muybridge.bench;

import java.util.Locale;

/**
 * What one process of a bench did; printed by the process as its last line and read by the bench.
 *
 * @param frames how many frames
 * @param repaired how many frames were analysed twice, because segments did not fit together
 */
record Measurement(long frames, long repaired) {
    private static final String MARK = "measured";

    String line() {
        return String.format(Locale.ROOT, "%s %d %d", MARK, frames, repaired);
    }

    static boolean isLine(String line) {
        return line.startsWith(MARK + " ");
    }

    static Measurement parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Measurement(Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }
}
