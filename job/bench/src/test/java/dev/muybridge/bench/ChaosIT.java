package dev.muybridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.whole.SmallVideos;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The long {@code bench chaos}, short: workers, the raylet and the program are killed at random, and the results are the same. */
@Tag("all")
final class ChaosIT {
    private static final String KILLS = "6";

    @TempDir
    Path folder;

    @Test
    void randomKills_changeNothing() throws Exception {
        Path input = Files.createDirectory(folder.resolve("in pü t"));
        Files.copy(SmallVideos.walk(), input.resolve("walk.mp4"));
        Files.copy(SmallVideos.slide(), input.resolve("sl ide.mp4"));
        Files.copy(SmallVideos.step(), input.resolve("steß.mp4"));
        Files.writeString(input.resolve("text.mp4"), "no video\n".repeat(100));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

        int code = BenchMain.run(
                new String[] {
                    "bench",
                    "chaos",
                    "--kills",
                    KILLS,
                    "--task-managers",
                    "0",
                    "--seed",
                    "3",
                    "--input",
                    input.toString()
                },
                out,
                out);

        String lines = printed.toString(StandardCharsets.UTF_8);
        assertThat(lines).containsPattern("(?m)^ *3 kills of a Ray worker$");
        for (String kind : new String[] {"the raylet", "the program alone", "the program with all it started"}) {
            assertThat(lines).containsPattern("(?m)^ *[1-9] kills of " + kind + "$");
        }
        assertThat(lines).containsPattern("(?m)^ *0 lost\n *0 twice\n *0 half\n *0 other problems$");
        assertThat(code).as(lines).isZero();
    }
}
