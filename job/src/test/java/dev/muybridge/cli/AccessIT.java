package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.whole.SmallVideos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and folders that whoever runs the program may not read. */
@Tag("all")
final class AccessIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @AfterEach
    void allow() throws IOException {
        for (Path path : List.of(folder.resolve("in/secret.mp4"), folder.resolve("in/closed"))) {
            permit(path, "rwxrwxrwx");
        }
    }

    @Test
    void fileAndFolderThatMayNotBeRead_areOneRowEach_andTheOthersAreDone() throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.copy(SmallVideos.step(), in.resolve("good.mp4"));
        Files.copy(SmallVideos.step(), in.resolve("secret.mp4"));
        Files.copy(
                SmallVideos.step(), Files.createDirectory(in.resolve("closed")).resolve("inside.mp4"));
        permit(in.resolve("secret.mp4"), "---------");
        permit(in.resolve("closed"), "---------");

        Commands.Ended ended = start().await(PATIENCE);

        assertThat(ended.code()).as(String.join("\n", ended.all())).isEqualTo(3);
        assertThat(ended.out())
                .contains("done    good.mp4 (45 frames)")
                .anyMatch(line -> line.startsWith("failed  secret.mp4: no_access: The file cannot be read: ")
                        && line.endsWith("(Permission denied)."))
                .contains("failed  closed/: no_access: The folder cannot be listed, so the videos in it are unknown: "
                        + "cannot list " + in.resolve("closed") + ".");

        allow();
        Commands.Ended next = start().await(PATIENCE);

        assertThat(next.code()).as(String.join("\n", next.all())).isZero();
        assertThat(next.out()).contains("done    secret.mp4 (45 frames)", "done    closed/inside.mp4 (45 frames)");
    }

    private Commands.Started start() throws IOException {
        return Commands.startBoundByPermissions(
                Commands.oneThread(folder.resolve("in"), folder.resolve("out"), "--recursive"));
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
