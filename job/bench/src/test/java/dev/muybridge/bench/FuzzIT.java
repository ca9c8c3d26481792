package dev.muybridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The long {@code bench fuzz}, short and in one process: damaged files, a row each, and the good ones done. */
final class FuzzIT {
    @Test
    @Tag("all")
    void hundredsOfDamagedFiles_costARowEach() {
        costARowEach(500, "no_video_stream");
    }

    @Test
    void someDamagedFiles_costARowEach() {
        costARowEach(50, "unsupported");
    }

    private static void costARowEach(int files, String rareReason) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

        int code = BenchMain.run(
                new String[] {"bench", "fuzz", "--files", Integer.toString(files), "--seed", "20260101", "--ray", "off"
                },
                out,
                out);

        String lines = printed.toString(StandardCharsets.UTF_8);
        assertThat(lines)
                .startsWith(files + 20 + " files, 20 of them good: ")
                .contains("exit code 3\n")
                .endsWith("0 problems\n");
        assertThat(lines)
                .as("damage of several kinds is found")
                .containsPattern("truncated")
                .containsPattern(rareReason);
        assertThat(code).as(lines).isZero();
    }
}
