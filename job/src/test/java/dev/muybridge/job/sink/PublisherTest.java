package dev.muybridge.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.VideoProcessor;
import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.FlinkOutputStore;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.OutputStore;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.whole.Runs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublisherTest {
    private static final VideoRef VIDEO =
            new VideoRef("0123456789abcdef", "a.mp4", "a.mp4", "file:/in/a.mp4", 1, "1-1");
    private static final Map<String, String> OLD = Map.of(
            "annotated/a.mp4", "old",
            "metrics/0123456789abcdef.parquet", "old",
            "segments/0123456789abcdef/00000.mp4", "old",
            "segments/0123456789abcdef/00001.mp4", "old",
            "videos/0123456789abcdef.parquet", "old");
    private static final Map<String, String> NEW = Map.of(
            "annotated/a.mp4", "new",
            "metrics/0123456789abcdef.parquet", "new",
            "segments/0123456789abcdef/00000.mp4", "new",
            "videos/0123456789abcdef.parquet", "new");
    private static final Map<String, String> FAILED = Map.of("videos/0123456789abcdef.parquet", "new");

    @TempDir
    Path folder;

    @Test
    void publish_showsTheNewMakingAndNothingOfTheOld() throws IOException {
        Path output = withOld("plain");
        OutputLayout layout = layout(output);
        Publication publication = prepared(layout, VideoRow.DONE, NEW);
        Publisher publisher = new Publisher(layout);

        assertThat(contents(output)).isEqualTo(OLD);
        publisher.writeJournal(publication);
        assertThat(contents(output)).isEqualTo(OLD);
        publisher.publish(publication);

        assertThat(contents(output)).isEqualTo(NEW);
        assertThat(Runs.files(output.resolve(".staging"))).isEmpty();
    }

    @Test
    void publish_twice_hasNoEffect() throws IOException {
        Path output = withOld("twice");
        Publication publication = prepared(layout(output), VideoRow.DONE, NEW);
        Publisher publisher = new Publisher(layout(output));
        publisher.writeJournal(publication);
        publisher.publish(publication);

        publisher.publish(publication);

        assertThat(contents(output)).isEqualTo(NEW);
        assertThat(publisher.rollForward()).isZero();
    }

    @Test
    void publish_failed_leavesTheRowAlone() throws IOException {
        Path output = withOld("failed");
        Publication publication = prepared(layout(output), VideoRow.FAILED, FAILED);
        Publisher publisher = new Publisher(layout(output));
        publisher.writeJournal(publication);

        publisher.publish(publication);

        assertThat(contents(output)).isEqualTo(FAILED);
        assertThat(output.resolve("segments/0123456789abcdef")).doesNotExist();
    }

    /** A folder that is called like a video fails as one, and the videos in it have results in a folder of its name. */
    @Test
    void publish_failed_leavesAFolderOfItsNameAlone() throws IOException {
        Path output = folder.resolve("folder");
        Path inside = Files.createDirectories(output.resolve("annotated/a.mp4")).resolve("b.mp4");
        Files.writeString(inside, "other");
        Publication publication = prepared(layout(output), VideoRow.FAILED, FAILED);
        Publisher publisher = new Publisher(layout(output));
        publisher.writeJournal(publication);

        publisher.publish(publication);

        assertThat(inside).hasContent("other");
    }

    @Test
    void rollForward_leavesTheRunsLockAlone() throws IOException {
        Path output = withOld("locked");
        Path lock = Files.createFile(
                Files.createDirectories(output.resolve(".staging")).resolve("lock"));
        Files.createDirectory(output.resolve(".staging/emptied"));

        assertThat(new Publisher(layout(output)).rollForward()).isZero();

        assertThat(lock).exists();
        assertThat(output.resolve(".staging/emptied")).doesNotExist();
    }

    @Test
    void removeUnfinished_removesWhatNoJournalSpeaksOfAndNothingElse() throws IOException {
        Path output = withOld("unfinished");
        OutputLayout layout = layout(output);
        Files.writeString(output.resolve("annotated").resolve("10:30.mp4"), "other");
        prepared(layout, VideoRow.DONE, NEW);
        assertThat(Runs.visible(output)).anyMatch(file -> file.contains(".inprogress."));

        new Publisher(layout).removeUnfinished();

        Map<String, String> expected = new TreeMap<>(OLD);
        expected.put("annotated/10:30.mp4", "other");
        assertThat(contents(output)).isEqualTo(expected);
        assertThat(Runs.visible(output)).hasSize(expected.size());
    }

    private Path withOld(String name) throws IOException {
        Path output = folder.resolve(name);
        for (Map.Entry<String, String> file : OLD.entrySet()) {
            Path path = output.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return output;
    }

    private static OutputLayout layout(Path output) {
        return new OutputLayout(VideoProcessor.outputUri(output.toString()), new Keys("p", "r", "a"));
    }

    /** The row comes last. */
    private static Publication prepared(OutputLayout layout, String state, Map<String, String> wanted)
            throws IOException {
        OutputStore store = new FlinkOutputStore(layout);
        List<PendingFile> files = new ArrayList<>();
        for (Map.Entry<String, String> file : new TreeMap<>(wanted).entrySet()) {
            files.add(store.prepare(
                    file.getKey(), out -> out.write(file.getValue().getBytes(StandardCharsets.UTF_8))));
        }
        return new Publication(VIDEO, state, 7, "", files.toArray(PendingFile[]::new));
    }

    /** All that a user sees: hidden files are not. */
    private static Map<String, String> contents(Path output) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (String file : Runs.visible(output)) {
            if (!file.contains("/.")) {
                contents.put(file, Files.readString(output.resolve(file)));
            }
        }
        return contents;
    }
}
