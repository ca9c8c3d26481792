package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The long {@code bench fuzz}, short and in one process: hundreds of damaged files, a row each, and the good ones done. */
final class FuzzIT {
    @Test
    void damagedFiles_costARowEach() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

        int code = Main.run(
                new String[] {"bench", "fuzz", "--files", "500", "--seed", "20260101", "--ray", "off"}, out, out);

        String lines = printed.toString(StandardCharsets.UTF_8);
        assertThat(lines)
                .startsWith("520 files, 20 of them good: ")
                .contains("exit code 3\n")
                .endsWith("0 problems\n");
        assertThat(lines)
                .as("damage of several kinds is found")
                .containsPattern("truncated")
                .containsPattern("no_video_stream");
        assertThat(code).as(lines).isZero();
    }
}
