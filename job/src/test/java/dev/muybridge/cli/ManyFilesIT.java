package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of very many small files is listed and handed to the source in time and in little memory, and stopped in time at any time. */
final class ManyFilesIT {
    private static final int MANY = 100_000;
    private static final int FILES_IN_A_FOLDER = 1_000;

    private static final Duration HANDED_OVER = Duration.ofSeconds(60);

    private static final Duration BEGINS = Duration.ofMinutes(3);
    private static final Duration END_AFTER_SIGNAL = Duration.ofSeconds(10);
    private static final long MOST_MIB_MORE = 500;

    @TempDir
    Path folder;

    @Tag("all")
    @Test
    void many_areHandedOverInAMinute_andStoppedInTime() throws Exception {
        handOverAndStop(MANY);
    }

    @Tag("all")
    @Test
    void many_areStoppedInTime_whileTheyAreListedAndWhileFlinkStarts() throws Exception {
        Path in = make(MANY);
        Commands.Started listing = start(in);
        Awaitility.await().atMost(BEGINS).until(() -> Files.exists(folder.resolve("out/logs")));
        listing.signal("INT");
        Commands.Ended ended = listing.await(END_AFTER_SIGNAL);
        assertThat(ended.code()).isEqualTo(130);
        assertThat(ended.all()).noneMatch(line -> line.startsWith("not stopped") || line.contains("Exception"));
        assertThat(folder.resolve("out/.staging"))
                .as("what is made after the listing")
                .doesNotExist();

        Commands.Started starting = start(in);
        awaitLine(starting, line -> line.equals(MANY + " videos to do"));
        stop(starting);

        Commands.Started submitting = start(in);
        awaitLine(submitting, line -> line.startsWith("Flink took"));
        stop(submitting);
    }

    private void handOverAndStop(int files) throws Exception {
        Path one = make(1);
        long begun = System.nanoTime();
        Commands.Started alone = start(one);
        long before = mebibytesUntilAVideoIsDone(alone);
        Duration start = since(begun);
        alone.await(BEGINS);
        Path in = make(files);
        begun = System.nanoTime();
        Commands.Started started = start(in);
        long after = mebibytesUntilAVideoIsDone(started);
        Duration took = since(begun);
        System.out.printf(
                Locale.ROOT, "%d files: %s, %d MiB; one file: %s, %d MiB%n", files, took, after, start, before);

        assertThat(took.minus(start)).as("time more than for one file").isLessThan(HANDED_OVER);
        assertThat(after - before).as("MiB more than for one file").isLessThan(MOST_MIB_MORE);
        stop(started);
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** The most that the process has occupied till then. */
    private static long mebibytesUntilAVideoIsDone(Commands.Started started) {
        AtomicLong most = new AtomicLong();
        awaitLine(started, line -> {
            most.accumulateAndGet(mebibytes(started.process()), Math::max);
            return line.startsWith("failed  ") && line.contains("not_a_video");
        });
        return most.get();
    }

    /** 0 when it has ended. */
    private static long mebibytes(Process process) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void awaitLine(Commands.Started started, Predicate<String> wanted) {
        Awaitility.await()
                .atMost(BEGINS)
                .until(() -> Files.readAllLines(started.out()).stream().anyMatch(wanted));
    }

    private static void stop(Commands.Started started) throws IOException, InterruptedException {
        started.signal("INT");
        Commands.Ended ended = started.await(END_AFTER_SIGNAL);
        assertThat(ended.code()).isEqualTo(130);
        assertThat(ended.all())
                .contains("stopping; run the same command again to continue")
                .noneMatch(line -> line.startsWith("not stopped") || line.contains("Exception"));
    }

    private Commands.Started start(Path in) throws IOException {
        return Commands.start(Commands.oneThread(in, folder.resolve("out"), "--recursive", "--verbose"));
    }

    private Path make(int files) throws IOException {
        Path in = folder.resolve(Integer.toString(files));
        for (int i = 0; i < files; i++) {
            Path camera = in.resolve("camera " + i / FILES_IN_A_FOLDER);
            if (i % FILES_IN_A_FOLDER == 0) {
                Files.createDirectories(camera);
            }
            Files.writeString(camera.resolve("recording " + i + ".mp4"), "no video\n".repeat(10));
        }
        return in;
    }
}
