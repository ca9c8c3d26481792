package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.crash.NativeCrashes;
import dev.muybridge.job.source.InputFile;
import dev.muybridge.whole.Runs;
import dev.muybridge.whole.SmallVideos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a video comes to that ends the program itself, run after run. */
final class CrashIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private Path output() {
        return folder.resolve("out");
    }

    private Commands.Started start() throws IOException {
        return Commands.start(
                NativeCrashes.jvmOptions(folder.resolve("crashes")),
                Commands.oneThread(folder.resolve("in"), output()));
    }

    private List<String> staging() throws IOException {
        return Runs.files(output().resolve(".staging"));
    }

    /** Ends the program while its worker is at that video. */
    private void end(String signal, List<String> before) throws Exception {
        String bad = new InputFile("bad.mp4", new org.apache.flink.core.fs.Path("file:/bad.mp4"), 1, 1).videoId();
        Commands.Started started = start();
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !started.process().isAlive()
                        || staging().stream()
                                .anyMatch(
                                        name -> name.matches(bad + "/attempt_.*_helped_.*") && !before.contains(name)));
        started.signal(signal);
        assertThat(started.await(PATIENCE).out()).as(signal).noneMatch(line -> line.startsWith("failed"));
    }

    @Test
    @Tag("all")
    void videoUnderWhichTheProgramCrashesTwice_isQuarantined_andOneUnderWhichItIsKilledIsNot() throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.copy(SmallVideos.walk(), in.resolve("bad.mp4"));
        Files.copy(SmallVideos.step(), in.resolve("good.mp4"));
        for (String signal : List.of("KILL", "SEGV", "ABRT")) {
            end(signal, staging());
        }

        Commands.Ended third = start().await(PATIENCE);

        assertThat(third.code()).as(String.join("\n", third.all())).isEqualTo(3);
        assertThat(output().resolve("annotated")).isDirectoryContaining("glob:**/good.mp4");
        assertThat(output().resolve("annotated/bad.mp4")).doesNotExist();
        String line =
                "failed  bad.mp4: quarantined: Its content crashed a process twice, the last time with SIGABRT, see "
                        + folder.resolve("crashes/crash-");
        assertThat(third.out()).filteredOn(text -> text.startsWith(line)).hasSize(1);
        assertThat(staging()).isEmpty();
        assertThat(Runs.files(folder.resolve("crashes"))).anyMatch(name -> name.startsWith("hs_err_pid"));
    }
}
