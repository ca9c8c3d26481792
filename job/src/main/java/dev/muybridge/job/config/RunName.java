package dev.muybridge.job.config;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a run is called among the runs of one OUTPUT. Two that are called alike are one: who starts the second takes over from the
 * first.
 */
public final class RunName {
    /** Goes into names of files on any file system. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int RANDOM_DIGITS = 8;

    private RunName() {}

    /** A name that no other run has: the time in UTC and eight random digits. */
    public static String fresh() {
        String random = UUID.randomUUID().toString().substring(0, RANDOM_DIGITS);
        return TIME.format(Instant.now()) + "-" + random;
    }

    /** @throws IllegalArgumentException when {@code name} is none */
    static void check(String name) {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "--run-name must be 1 to 64 letters, digits, dots, underscores and hyphens, beginning with a letter or"
                            + " digit; was " + name);
        }
    }
}
