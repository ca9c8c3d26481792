package dev.muybridge.cli;

import java.util.regex.Pattern;

/**
 * Text as a terminal may show it. The name of a file may hold anything: codes that move the cursor, line breaks, and marks that
 * turn the direction of writing, so that a name looks like another.
 */
final class Printable {
    private static final Pattern HARMFUL =
            Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069]");

    private Printable() {}

    /** The same with a question mark in place of each such character. */
    static String of(String text) {
        return HARMFUL.matcher(text).replaceAll("?");
    }
}
