package dev.muybridge.ray;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory a worker's process may use in total, not only for its heap. */
final class MemoryLimit {
    private static final String PROPERTY = "muybridge.worker.memory";
    private static final String DEFAULT = "2g";
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmg])");

    private MemoryLimit() {}

    /** What the user has set, bytes. */
    static long current() {
        return bytes(System.getProperty(PROPERTY, DEFAULT));
    }

    /** @throws IllegalArgumentException when {@code text} is not a whole number with a unit, for example {@code 1500m} */
    static long bytes(String text) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        long number = size.matches() ? Long.parseLong(size.group(1)) : 0;
        if (number < 1) {
            throw new IllegalArgumentException(
                    "MUYBRIDGE_WORKER_MEMORY must be a number followed by k, m or g, such as " + DEFAULT + ", was "
                            + text);
        }
        return number << (size.group(2).equals("k") ? 10 : size.group(2).equals("m") ? 20 : 30);
    }
}
