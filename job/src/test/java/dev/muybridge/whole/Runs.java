package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.RunException;
import dev.muybridge.app.RunListener;
import dev.muybridge.app.RunReport;
import dev.muybridge.app.VideoRun;
import dev.muybridge.job.config.RunOptions;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** Runs the whole job in this process. */
public final class Runs {
    private Runs() {}

    /** Runs to the end. */
    public static Ran run(Asked asked) throws IOException, RunException, InterruptedException {
        RunOptions options = asked.options();
        WatchedToolkit toolkit = WatchedToolkit.of(options);
        RunReport report = new VideoRun(options, toolkit, RunListener.NONE).execute();
        return new Ran(asked.output(), report, toolkit);
    }

    /** All files under {@code folder}, relative to it, sorted; what a run removes meanwhile may be among them or not. */
    public static List<String> files(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    found.add(folder.relativize(file).toString());
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                return goneOr(problem);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem) throws IOException {
                return problem == null ? FileVisitResult.CONTINUE : goneOr(problem);
            }
        });
        return found.stream().sorted().toList();
    }

    private static FileVisitResult goneOr(IOException problem) throws IOException {
        if (problem instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw problem;
    }

    /** What is to be seen under OUTPUT: everything but staging, the index, logs and what runs say of themselves. */
    public static List<String> visible(Path output) throws IOException {
        return files(output).stream()
                .filter(file -> !file.startsWith(".staging/") && !file.startsWith("logs/"))
                .filter(file -> !file.startsWith(".index/") && !file.startsWith(".owner/"))
                .filter(file -> !file.startsWith("runs/"))
                .toList();
    }

    /** Both have published the same, but for the time spent. */
    public static void assertSame(Path output, Path expected) throws Exception {
        List<String> files = visible(expected);
        assertThat(files).hasSizeGreaterThan(16);
        assertThat(visible(output)).isEqualTo(files);
        for (String file : files) {
            if (file.startsWith("metrics/")) {
                assertThat(Tables.content(output.resolve(file)))
                        .as(file)
                        .isEqualTo(Tables.content(expected.resolve(file)));
            } else if (file.endsWith(".mp4") || file.endsWith(".poses")) {
                assertThat(Files.mismatch(output.resolve(file), expected.resolve(file)))
                        .as(file)
                        .isEqualTo(-1);
            }
        }
    }

    /** What the one run into {@code output} said of itself. */
    public static JsonNode report(Path output) throws IOException {
        List<String> reports = files(output.resolve("runs"));
        if (reports.size() != 1) {
            throw new AssertionError("one run has one report; there are " + reports);
        }
        return new ObjectMapper()
                .readTree(output.resolve("runs").resolve(reports.get(0)).toFile());
    }

    /** Removes {@code folder} with all that is in it. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * A run that has ended.
     *
     * @param output its OUTPUT
     */
    public record Ran(Path output, RunReport report, WatchedToolkit toolkit) {
        /** The one video's part of the table {@code metrics}. */
        public Path metrics() {
            return output.resolve("metrics").resolve(report.done().get(0).videoId() + ".parquet");
        }

        /** The one video's published segments. */
        public List<String> segments() throws IOException {
            return files(output.resolve("segments").resolve(report.done().get(0).videoId()));
        }
    }
}
