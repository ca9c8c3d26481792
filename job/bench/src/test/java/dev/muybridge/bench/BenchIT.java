package dev.muybridge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.muybridge.install.Installation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole bench, as short as it can be. */
@Tag("all")
final class BenchIT {
    @Test
    void bench_comparesTheJobWithTheLoopInPython() {
        assumeThat(Files.exists(Installation.current().benchPython()))
                .as("'./muybridge test --all' has installed the bench's Python")
                .isTrue();

        String video = Installation.current().sample("multi/cam04.mp4").toString();
        String out = bench(video, "--people", "all", "--minutes", "0.02", "--rounds", "1", "--workers", "1");

        assertThat(out)
                .containsPattern("multi/cam04.mp4, people all, workers 1, round 1:")
                .containsPattern("loop +[\\d.]+ frames/s .* decode [\\d.]+, draw [\\d.]+, encode [\\d.]+, pose [\\d.]+")
                .containsPattern(
                        "job +-?[\\d.]+ frames/s .* Flink -?[\\d.]+, Ray -?[\\d.]+, workers -?[\\d.]+, workers that only annotate -?[\\d.]+");
        assertThat(out.lines().filter(line -> line.startsWith("| `"))).hasSize(1);
    }

    @Test
    void bench_comparesManyClips_withTheLoopInJava() {
        String out = bench("--loop", "java", "--clips", "4", "--rounds", "1", "--workers", "2");

        assertThat(out).contains("4 times single/cam03.mp4, people main, workers 2, round 1:");
    }

    private static String bench(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "bench";
        System.arraycopy(options, 0, arguments, 1, options.length);
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            assertThat(BenchMain.run(arguments, System.out, System.err)).isZero();
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
