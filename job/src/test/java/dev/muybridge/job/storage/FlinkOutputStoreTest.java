package dev.muybridge.job.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.model.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlinkOutputStoreTest {
    private static final int TIMES = 3000;

    @TempDir
    Path folder;

    @Test
    void list_givesNames_alsoSuchWithAColon() throws IOException {
        Files.createFile(folder.resolve("10:30"));
        Files.createFile(folder.resolve("lock"));
        Files.createDirectory(folder.resolve("b"));

        assertThat(store().list(".")).containsExactlyInAnyOrder("10:30", "b", "lock");
        assertThat(store().list("lock")).as("a file holds nothing").isEmpty();
        assertThat(store().list("b")).isEmpty();
        assertThat(store().list("absent")).isEmpty();
        assertThat(store().folders(".")).containsExactly("b");
        assertThat(store().folders("absent")).isEmpty();
    }

    /** As the publisher removes one video's staging while another is looked at. */
    @Test
    void list_whatIsRemovedMeanwhile_isPassedOver() throws Exception {
        CompletableFuture<Void> removing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < TIMES; i++) {
                makeAndRemove();
            }
        });

        while (!removing.isDone()) {
            assertThat(store().list("video")).hasSizeLessThan(3);
        }

        removing.get();
    }

    @Test
    void write_inAFolderOfABackslashName_makesThatFolderAndNoOther() throws IOException {
        String name = "annotated/..\\..\\above/a.mp4";

        store().commit(store().prepare(name, out -> out.write(1)));

        assertThat(folder.resolve("annotated/..\\..\\above/a.mp4")).hasSize(1);
        assertThat(folder.resolveSibling("above")).doesNotExist();
        assertThat(store().folders(".")).containsExactly("annotated");
    }

    private void makeAndRemove() {
        try {
            Path video = Files.createDirectory(folder.resolve("video"));
            Path journal = Files.createFile(video.resolve("journal"));
            Path mark = Files.createFile(video.resolve("mark"));
            Files.delete(journal);
            Files.delete(mark);
            Files.delete(video);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FlinkOutputStore store() {
        return new FlinkOutputStore(new OutputLayout(folder.toUri().toString(), new Keys("p", "r", "a")));
    }
}
