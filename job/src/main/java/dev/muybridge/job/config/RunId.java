package dev.muybridge.job.config;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A run among the runs of one OUTPUT.
 *
 * @param name what it is called. Two that are called alike are one: who starts the second takes over from the first
 * @param number rises with each run, or attempt at one, that OUTPUT belonged to; 0 for one that it does not belong to yet
 */
public record RunId(String name, long number) implements Serializable {
    /** Goes into names of files on any file system. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int RANDOM_DIGITS = 8;

    /** @throws IllegalArgumentException when {@code name} cannot be one */
    public RunId {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "--run-name must be 1 to 64 letters, digits, dots, underscores and hyphens, beginning with a letter or"
                            + " digit; was " + name);
        }
    }

    /**
     * A run that has not begun.
     *
     * @throws IllegalArgumentException when {@code name} cannot be one
     */
    public static RunId named(String name) {
        return new RunId(name, 0);
    }

    /** A run that has not begun, with a name that no other has: the time in UTC and eight random digits. */
    public static RunId fresh() {
        String random = UUID.randomUUID().toString().substring(0, RANDOM_DIGITS);
        return named(TIME.format(Instant.now()) + "-" + random);
    }
}
