package dev.muybridge.job.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.media.Clip;
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
        OutputLayout layout = new OutputLayout(folder.toUri().toString(), new Keys("analyze=1", "r", "a"));
        Path there = Files.createFile(folder.resolve("new\nline 50%.mp4"));
        Path gone = folder.resolve("gone.mp4");
        StagedBefore.note(layout, video("there", there));
        StagedBefore.note(layout, video("gone", gone));
        StagedBefore.note(layout, video("gone-and-listed", gone));
        StagedBefore.note(
                layout, new VideoRef("elsewhere", "a", "a", "absent-scheme://host/a.mp4", 0, "0-0", Clip.WHOLE));
        StagingStore.touch(layout.staged(Staged.POSES, video("unknown", there), 0, 1));
        StagingStore.write(
                layout.path(".staging/of-the-version-before/0-0-hash/made-with"),
                ("clip=whole\nresults=5\n" + there.toUri()).getBytes(UTF_8));
        StagingStore.write(
                layout.path(".staging/of-an-earlier-version/0-0-hash/made-with"), "options\nversions".getBytes(UTF_8));
        Files.createDirectory(folder.resolve(".staging/checkpoints"));
        Files.createFile(folder.resolve(".staging/lock"));

        StagedBefore.removeGone(layout, Set.of("gone-and-listed"));

        assertThat(folder.resolve(".staging").toFile().list())
                .containsExactlyInAnyOrder(
                        "there", "of-the-version-before", "elsewhere", "gone-and-listed", "checkpoints", "lock");
    }

    private static VideoRef video(String id, Path path) {
        return new VideoRef(id, id, id, path.toUri().toString(), 0, "0-0", Clip.WHOLE);
    }
}
