package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.install.Installation;
import dev.muybridge.ray.RayProcesses;
import dev.muybridge.testing.Stranger;
import dev.muybridge.whole.SmallVideos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another user of this machine can do to a run. */
@Tag("all")
final class StrangerIT {
    private static final int MOMENTS = 200;
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final String LIBRARY = "libcore_worker_library_java.so";

    @TempDir
    Path folder;

    private Path input;

    @BeforeEach
    void copyVideos() throws Exception {
        input = Files.createDirectory(folder.resolve("in"));
        Files.copy(SmallVideos.walk(), input.resolve("one.mp4"));
        Files.copy(SmallVideos.step(), input.resolve("two.mp4"));
    }

    private Commands.Started start(int number) throws IOException {
        return Commands.start(
                "--input",
                input.toString(),
                "--output",
                folder.resolve("out-" + number).toString(),
                "--model",
                "lite",
                "--preset",
                "ultrafast",
                "--segment-seconds",
                "1",
                "--workers",
                "2");
    }

    @Test
    void otherUser_getsIntoNoFolderOfARun_atAnyMoment() throws Exception {
        Stranger.assumePossible();
        int moments = 0;
        for (int run = 0; moments < MOMENTS; run++) {
            Commands.Started started = start(run);
            Stranger stranger = Stranger.start(started.process().toHandle(), MOMENTS - moments);
            moments += stranger.assertShutOut();
            assertThat(started.await(LONG).code()).isZero();
        }
    }

    /** All of a worker's native code, Ray's among it, is from where only its owner can write. */
    @Test
    void workers_loadNothingFromRaysFolder() throws Exception {
        Commands.Started started = start(0);
        RayProcesses processes = new RayProcesses(started.process().toHandle());
        Awaitility.await()
                .atMost(LONG)
                .until(() -> !started.process().isAlive()
                        || processes.workers().stream()
                                .anyMatch(worker -> loaded(worker).stream().anyMatch(file -> file.endsWith(LIBRARY))));
        List<String> files = processes.workers().stream()
                .flatMap(worker -> loaded(worker).stream())
                .toList();
        assertThat(started.await(LONG).code()).isZero();
        Path home = Installation.current().home().toRealPath();
        assertThat(files)
                .anySatisfy(
                        file -> assertThat(Path.of(file)).startsWithRaw(home).hasFileName(LIBRARY))
                .noneMatch(file -> file.contains("/muybridge-ray-") || file.contains("/session_"));
    }

    /** The files that a process has as code in its memory. */
    private static List<String> loaded(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "maps"))) {
            return lines.map(line -> line.split("\\s+", 6))
                    .filter(words -> words.length == 6 && words[1].contains("x") && words[5].startsWith("/"))
                    .map(words -> words[5])
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of(); // it has just ended
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
