package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is seen on a terminal, by one that knows the codes in use. */
final class ScreenTest {
    private ScreenSize size = new ScreenSize(24, 20);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Screen screen = new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> size);

    @Test
    void draw_replacesWhatWasDrawn_howeverManyLinesThatWere() {
        screen.add("first");
        draw("1", "a", "b");
        assertThat(seen()).containsExactly("first", "1", "a", "b");
        draw("2", "c");
        assertThat(seen()).containsExactly("first", "2", "c");
        draw("3", "d", "e", "f");
        assertThat(seen()).containsExactly("first", "3", "d", "e", "f");
    }

    @Test
    void add_putsALineAboveWhatIsDrawn() {
        draw("1", "a");
        screen.add("first");
        screen.add("second");

        assertThat(seen()).containsExactly("first", "second", "1", "a");
    }

    @Test
    void clear_leavesTheLinesThatStay() {
        screen.add("first");
        draw("1", "a");
        screen.clear();
        screen.clear();
        screen.add("second");

        assertThat(seen()).containsExactly("first", "second");
    }

    @Test
    void draw_inAWindowThatBecameNarrower_findsTheFirstLine() {
        screen.add("first");
        draw("123456789 123456789", "abcdefghijk", "x");
        size = new ScreenSize(24, 10);

        draw("2");

        // The terminal has made five rows of three.
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("\u001b[5A").endsWith("\u001b[J");
    }

    @ParameterizedTest
    @CsvSource({"'24 80\n', 24, 80", "'60 211\n', 60, 211", "'0 0\n', 24, 80", "'', 24, 80", "stty: no tty, 24, 80"})
    void size_isWhatSttySays_orTheUsual(String printed, int rows, int columns) {
        assertThat(ScreenSize.of(printed)).isEqualTo(new ScreenSize(rows, columns));
    }

    private void draw(String... lines) {
        screen.draw(List.of(lines), size);
    }

    /** Plays what was printed; the cursor ends below the last line. */
    private List<String> seen() {
        List<String> rows = new ArrayList<>();
        int row = 0;
        String rest = bytes.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[\\?7[lh]", "");
        while (!rest.isEmpty()) {
            if (rest.matches("(?s)\r\u001b\\[\\d+A.*")) {
                String count = rest.replaceAll("(?s)\r\u001b\\[(\\d+)A.*", "$1");
                row -= Integer.parseInt(count);
                rest = rest.substring(count.length() + 4);
            } else if (rest.startsWith("\u001b[J")) {
                while (rows.size() > row) {
                    rows.remove(rows.size() - 1);
                }
                rest = rest.substring(3);
            } else {
                int end = rest.indexOf('\n');
                String line = rest.substring(0, end).replace("\u001b[K", "");
                if (row < rows.size()) {
                    rows.set(row, line);
                } else {
                    rows.add(line);
                }
                row++;
                rest = rest.substring(end + 1);
            }
        }
        assertThat(row).isEqualTo(rows.size());
        return rows;
    }
}
