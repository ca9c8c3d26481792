package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.whole.Runs;
import dev.muybridge.whole.SmallVideos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is stopped for so long that another takes over, and then goes on. */
@Tag("all")
final class PausedRunIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void pausedRun_publishesNothingMore() throws Exception {
        Path output = folder.resolve("out");
        String[] arguments = Commands.oneThread(SmallVideos.walk(), output, "--segment-seconds", "1");
        Commands.Started paused = Commands.start(arguments);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !paused.process().isAlive()
                        || Runs.files(output.resolve(".staging")).stream().anyMatch(file -> file.endsWith(".poses")));
        paused.signal("STOP");
        try {
            assertThat(Commands.run(arguments).code()).as("it is there").isEqualTo(1);
            letTimePass(output);

            Commands.Ended next = Commands.run(arguments);

            assertThat(next.code()).as("%s", next.all()).isZero();
        } finally {
            paused.signal("CONT");
        }
        Commands.Ended late = paused.await(PATIENCE);
        assertThat(late.code()).isEqualTo(1);
        assertThat(late.all())
                .anyMatch(line -> line.contains("has taken over OUTPUT, because this run seemed to be gone"));
        assertThat(late.all()).noneMatch(line -> line.startsWith("done  "));
        Path other = folder.resolve("other");
        assertThat(Commands.run(Commands.oneThread(SmallVideos.walk(), other, "--segment-seconds", "1"))
                        .code())
                .isZero();
        // It also removes what the paused run may have been writing out of sight.
        assertThat(Commands.run(arguments).all()).anyMatch(line -> line.startsWith("0 done, 0 failed, 1 done before"));
        assertThat(Runs.visible(output)).isEqualTo(Runs.visible(other));
        assertThat(output.resolve("annotated/walk.mp4")).hasSameBinaryContentAs(other.resolve("annotated/walk.mp4"));
    }

    /** The marks are renewed by nobody: they are as old as if more than two minutes had gone by. */
    private static void letTimePass(Path output) throws IOException {
        Path marks = output.resolve(".owner");
        for (String mark : Runs.files(marks)) {
            Files.setLastModifiedTime(
                    marks.resolve(mark), FileTime.from(Instant.now().minus(Duration.ofMinutes(3))));
        }
    }
}
