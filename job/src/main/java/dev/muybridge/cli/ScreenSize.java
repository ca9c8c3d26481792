package dev.muybridge.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a terminal is.
 *
 * @param rows lines
 * @param columns characters in a line
 */
record ScreenSize(int rows, int columns) {
    /** What a terminal is taken for that does not say. */
    static final ScreenSize USUAL = new ScreenSize(24, 80);

    private static final Pattern SIZE = Pattern.compile("(\\d+) (\\d+)\\s*");
    private static final int SECONDS = 2;

    /** That of the terminal that this process belongs to, as it is now. Java has no way to ask; the program {@code stty} has. */
    static ScreenSize now() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(SECONDS, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return USUAL;
            }
            return of(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return USUAL; // no terminal of its own, or no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    /** What {@code stty size} has printed. */
    static ScreenSize of(String printed) {
        Matcher size = SIZE.matcher(printed);
        if (!size.matches()) {
            return USUAL;
        }
        ScreenSize found = new ScreenSize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
        return found.rows > 0 && found.columns > 0 ? found : USUAL;
    }
}
