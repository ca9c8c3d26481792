package dev.muybridge.job.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.job.model.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    /** Flink's own way to remove a folder empties those that links in it lead to. */
    @Test
    void delete_ofALink_orOfAFolderWithOne_leavesWhereItLeads() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createDirectory(elsewhere.resolve("below"));
        Path precious = Files.createFile(elsewhere.resolve("precious"));
        Files.createDirectories(output().resolve(".staging/0123456789abcdef"));
        Files.createSymbolicLink(output().resolve(".staging/0123456789abcdef/link"), elsewhere);
        Files.createSymbolicLink(output().resolve(".staging/checkpoints"), elsewhere);

        store(output()).delete(".staging/0123456789abcdef");
        store(output()).delete(".staging/checkpoints");
        store(output()).delete(".staging/absent");

        assertThat(output().resolve(".staging")).isEmptyDirectory();
        assertThat(precious).exists();
        assertThat(elsewhere.resolve("below")).exists();
    }

    @Test
    void throughALink_nothingIsWrittenOrRemoved() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path precious = Files.createFile(elsewhere.resolve("a.mp4"));
        for (String link : List.of(".index", "segments/id", "annotated/sub")) {
            Files.createDirectories(output().resolve(link).getParent());
            Files.createSymbolicLink(output().resolve(link), elsewhere);
            String message =
                    output().resolve(link) + " is a link, which is not followed; remove it, or choose another --output";

            assertThatThrownBy(() -> store(output()).delete(link + "/a.mp4")).hasMessage(message);
            assertThatThrownBy(() -> store(output()).deleteFile(link + "/a.mp4"))
                    .hasMessage(message);
            assertThatThrownBy(() -> store(output()).prepare(link + "/a.mp4", out -> out.write(1)))
                    .hasRootCauseMessage(message);
            assertThatThrownBy(
                            () -> new Aside(layout(output()), (file, why) -> {}).put(link + "/a.mp4", "it is damaged"))
                    .hasRootCauseMessage(message);
        }
        assertThat(elsewhere).isDirectoryContaining(precious::equals);
        assertThat(precious).isEmptyFile();
    }

    /** As somebody does who wants the videos on another disk. */
    @Test
    void aFolderOfResults_mayBeALink() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(Files.createDirectories(output()).resolve("annotated"), elsewhere);

        store(output()).commit(store(output()).prepare("annotated/a.mp4", out -> out.write(1)));
        assertThat(elsewhere.resolve("a.mp4")).hasSize(1);
        store(output()).delete("annotated/a.mp4");

        assertThat(elsewhere).isEmptyDirectory();
    }

    private Path output() {
        return folder.resolve("out");
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
        return store(folder);
    }

    private static FlinkOutputStore store(Path output) {
        return new FlinkOutputStore(layout(output));
    }

    private static OutputLayout layout(Path output) {
        return new OutputLayout(output.toUri().toString(), new Keys("p", "r", "a"));
    }
}
