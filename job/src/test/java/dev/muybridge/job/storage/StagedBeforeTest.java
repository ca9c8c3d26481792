package dev.muybridge.job.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.model.VideoRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StagedBeforeTest {
    @TempDir
    Path folder;

    @Test
    void removeGone_removesWhatNobodyWillGoOnWith() throws IOException {
        OutputLayout layout = new OutputLayout(folder.toUri().toString(), "hash");
        Path there = Files.createFile(folder.resolve("new\nline 50%.mp4"));
        Path gone = folder.resolve("gone.mp4");
        StagedBefore.note(layout, video("there", there), "options", "versions");
        StagedBefore.note(layout, video("gone", gone), "options", "versions");
        StagedBefore.note(layout, video("gone-and-listed", gone), "options", "versions");
        StagedBefore.note(
                layout,
                new VideoRef("elsewhere", "a", "a", "absent-scheme://host/a.mp4", 0, "0-0"),
                "options",
                "versions");
        StagingStore.touch(layout.staged(video("unknown", there), 0, "poses"));
        StagingStore.write(layout.madeWith(video("of-an-earlier-version", there)), "options\nversions".getBytes(UTF_8));
        Files.createDirectory(folder.resolve(".staging/checkpoints"));
        Files.createFile(folder.resolve(".staging/lock"));

        StagedBefore.removeGone(layout, Set.of("gone-and-listed"));

        assertThat(folder.resolve(".staging").toFile().list())
                .containsExactlyInAnyOrder("there", "elsewhere", "gone-and-listed", "checkpoints", "lock");
    }

    private static VideoRef video(String id, Path path) {
        return new VideoRef(id, id, id, path.toUri().toString(), 0, "0-0");
    }
}
