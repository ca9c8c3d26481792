package dev.muybridge.whole;

import dev.muybridge.app.RunException;
import dev.muybridge.app.RunListener;
import dev.muybridge.app.RunReport;
import dev.muybridge.app.VideoRun;
import dev.muybridge.job.config.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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

    /** All files under {@code folder}, relative to it, sorted; none where there is no such folder. */
    public static List<String> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** What is to be seen under OUTPUT: everything but staging and logs. */
    public static List<String> visible(Path output) throws IOException {
        return files(output).stream()
                .filter(file -> !file.startsWith(".staging/") && !file.startsWith("logs/"))
                .toList();
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
