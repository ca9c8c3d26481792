package dev.muybridge.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * The bottom of a terminal, where some lines are drawn again and again in place, and lines above it that stay. Lines that are too long
 * for the terminal are cut off, not wrapped, so that it is known how many rows they take.
 */
final class Screen {
    private static final String ERASE_TO_END_OF_LINE = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";
    private static final String DO_NOT_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final PrintStream out;
    private final Supplier<ScreenSize> size;
    private List<String> drawn = List.of();

    /** @param size asked at each drawing, because a window may change */
    Screen(PrintStream out, Supplier<ScreenSize> size) {
        this.out = out;
        this.size = size;
    }

    /** How large it is now. */
    ScreenSize size() {
        return size.get();
    }

    /** Draws {@code lines} in place of those drawn before. */
    void draw(List<String> lines, ScreenSize now) {
        StringBuilder text = new StringBuilder(back(now)).append(DO_NOT_WRAP);
        lines.forEach(line -> text.append(line).append(ERASE_TO_END_OF_LINE).append('\n'));
        out.print(text.append(WRAP).append(ERASE_BELOW));
        out.flush();
        drawn = lines;
    }

    /** Adds a line that stays, above those that are drawn. */
    void add(String line) {
        List<String> below = drawn;
        ScreenSize now = below.isEmpty() ? ScreenSize.USUAL : size.get();
        out.print(back(now) + ERASE_BELOW + line + "\n");
        drawn = List.of();
        if (below.isEmpty()) {
            out.flush();
        } else {
            draw(below, now);
        }
    }

    /** Removes what is drawn. */
    void clear() {
        if (!drawn.isEmpty()) {
            out.print(back(size.get()) + ERASE_BELOW);
            out.flush();
            drawn = List.of();
        }
    }

    /** To the first drawn line. If the window has become narrower, the terminal has wrapped what no longer fitted. */
    private String back(ScreenSize now) {
        int rows = drawn.stream()
                .mapToInt(line -> Math.max(1, (line.length() + now.columns() - 1) / now.columns()))
                .sum();
        return rows == 0 ? "" : "\r\u001b[" + rows + "A";
    }
}
