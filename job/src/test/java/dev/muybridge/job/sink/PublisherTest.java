package dev.muybridge.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.app.VideoProcessor;
import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.owner.Ownership;
import dev.muybridge.job.storage.Aside;
import dev.muybridge.job.storage.FlinkOutputStore;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.OutputStore;
import dev.muybridge.job.storage.Staged;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.media.Clip;
import dev.muybridge.whole.Runs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PublisherTest {
    private static final VideoRef VIDEO =
            new VideoRef("0123456789abcdef", "a.mp4", "a.mp4", "file:/in/a.mp4", 1, "1-1", Clip.WHOLE);
    private static final String ROW = "videos/0123456789abcdef.parquet";
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

    private final List<String> putAside = new ArrayList<>();

    @BeforeEach
    void noCrashes() {
        CrashingDisk.allow(Integer.MAX_VALUE, () -> {});
    }

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
        assertThat(publisher.rollForward(aside(output))).isZero();
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

    @Test
    void publish_failedAfterAnEarlierRunHadFinishedIt_leavesWhatThatHasMade() throws IOException {
        Path output = withOld("failed again");
        Publication failed = prepared(layout(output), VideoRow.FAILED, FAILED);
        Publication publication = new Publication(
                VIDEO, VideoRow.FAILED, 0, "no_access", new Publication.Stays(false, true), 0, failed.files());
        Publisher publisher = new Publisher(layout(output));
        publisher.writeJournal(publication);

        assertThat(publisher.rollForward(aside(output))).isEqualTo(1);

        Map<String, String> expected = new TreeMap<>(OLD);
        expected.putAll(FAILED);
        assertThat(contents(output)).isEqualTo(expected);
    }

    @Test
    void publish_failedForWantOfASubject_leavesItsStagedPosesForTheNextRun() throws IOException {
        Path output = withOld("no subject");
        OutputLayout layout = layout(output);
        PendingFile row =
                new FlinkOutputStore(layout).prepare(OutputLayout.row(VIDEO.videoId()), out -> out.write(new byte[1]));
        Publication publication = new Publication(
                VIDEO, VideoRow.FAILED, 0, "no_subject", new Publication.Stays(true, false), 0, new PendingFile[] {row
                });
        Path staging = output.resolve(".staging").resolve(VIDEO.videoId());
        Path poses = output.resolve(layout.staging(Staged.POSES, VIDEO)).resolve("0-9.poses");
        Files.createDirectories(poses.getParent());
        Files.writeString(poses, "staged");
        Files.createDirectories(output.resolve(layout.staging(Staged.ROWS, VIDEO)));
        Publisher publisher = new Publisher(layout);
        publisher.writeJournal(publication);

        publisher.publish(publication);

        assertThat(publisher.rollForward(aside(output))).isZero();
        try (Stream<Path> left = Files.list(staging)) {
            assertThat(left).containsExactly(poses.getParent());
        }
        assertThat(poses).hasContent("staged");
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

        assertThat(new Publisher(layout(output)).rollForward(aside(output))).isZero();

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

    /** As if somebody removed it, after the journal and before the row. */
    @ParameterizedTest
    @ValueSource(strings = {"file", CrashingDisk.SCHEME})
    void publish_whatIsGone_isNoRow_alsoWhereTheOldFileIsAsLong(String scheme) throws IOException {
        for (String gone : NEW.keySet()) {
            Path output = withOld(gone.replace('/', ' '));
            OutputLayout layout = layout(scheme, output);
            Publication publication = prepared(layout, VideoRow.DONE, NEW);
            Publisher publisher = new Publisher(layout);
            publisher.writeJournal(publication);
            Files.delete(hidden(output, gone));

            assertThatThrownBy(() -> publisher.publish(publication))
                    .isInstanceOf(UnpublishedException.class)
                    .hasMessage(gone + " is gone");

            assertThat(contents(output)).doesNotContainKey(ROW);
        }
    }

    @Test
    void publish_whatIsShort_isNoRow() throws IOException {
        Path output = withOld("short");
        OutputLayout layout = layout(output);
        Publication publication = prepared(layout, VideoRow.DONE, NEW);
        Publisher publisher = new Publisher(layout);
        publisher.writeJournal(publication);
        Files.writeString(hidden(output, "annotated/a.mp4"), "n");

        assertThatThrownBy(() -> publisher.publish(publication)).isInstanceOf(UnpublishedException.class);

        assertThat(contents(output)).doesNotContainKey(ROW);
    }

    /** A store that does not answer once is asked again, but not for ever. */
    @Test
    void publish_whatAStoreRefuses_failsOnce_andThenCostsTheVideo() throws IOException {
        Path output = withOld("refused");
        OutputLayout layout = layout(CrashingDisk.SCHEME, output);
        Publication publication = prepared(layout, VideoRow.DONE, NEW);
        Publisher publisher = new Publisher(layout);
        publisher.writeJournal(publication);
        Files.writeString(hidden(output, "annotated/a.mp4"), "n");

        assertThatThrownBy(() -> publisher.publish(publication)).isInstanceOf(OutputException.class);
        assertThat(contents(output)).doesNotContainKey(ROW);

        assertThatThrownBy(() -> publisher.finish(publication)).isInstanceOf(UnpublishedException.class);
        assertThat(publisher.rollForward(new Aside(layout, (file, why) -> putAside.add(why))))
                .isZero();
        assertThat(putAside).containsExactly("annotated/a.mp4 is gone");
        assertThat(contents(output)).isEmpty();
    }

    @Test
    void publish_whatHasOtherBytes_isNoRow() throws IOException {
        Path output = withOld("other");
        Publication publication = prepared(layout(output), VideoRow.DONE, NEW);
        Publisher publisher = new Publisher(layout(output));
        publisher.writeJournal(publication);
        Files.writeString(hidden(output, "annotated/a.mp4"), "not");

        assertThatThrownBy(() -> publisher.publish(publication))
                .hasMessage("annotated/a.mp4 has other bytes than were written");

        assertThat(contents(output)).doesNotContainKey(ROW);
    }

    /** A restarted job has no journal any more of what it had finished. */
    @ParameterizedTest
    @ValueSource(strings = {"file", CrashingDisk.SCHEME})
    void finish_withoutAJournal_looksAtWhatIsThere(String scheme) throws IOException {
        Path output = withOld("restarted");
        OutputLayout layout = layout(scheme, output);
        Publication publication = prepared(layout, VideoRow.DONE, NEW);
        Publisher publisher = new Publisher(layout);
        publisher.writeJournal(publication);
        publisher.publish(publication);

        publisher.finish(publication);
        assertThat(contents(output)).isEqualTo(NEW);

        Files.writeString(output.resolve("annotated/a.mp4"), "bad");
        assertThatThrownBy(() -> publisher.finish(publication)).isInstanceOf(UnpublishedException.class);
        assertThat(contents(output)).doesNotContainKey(ROW);
    }

    @Test
    void rollForward_withoutAFile_withdrawsTheVideo_andGoesOnWithOthers() throws IOException {
        Path output = withOld("forward");
        OutputLayout layout = layout(output);
        Publisher publisher = new Publisher(layout);
        VideoRef other = new VideoRef("fedcba9876543210", "b.mp4", "b.mp4", "file:/in/b.mp4", 1, "1-1", Clip.WHOLE);
        publisher.writeJournal(prepared(
                layout,
                other,
                VideoRow.DONE,
                Map.of("annotated/b.mp4", "new", "videos/fedcba9876543210.parquet", "new")));
        publisher.writeJournal(prepared(layout, VideoRow.DONE, NEW));
        Files.delete(hidden(output, "segments/0123456789abcdef/00000.mp4"));
        Path staged = Files.writeString(output.resolve(".staging/0123456789abcdef/staged"), "poses");

        assertThat(publisher.rollForward(aside(output))).isEqualTo(1);
        publisher.removeUnfinished();

        assertThat(contents(output)).containsOnlyKeys("annotated/b.mp4", "videos/fedcba9876543210.parquet");
        assertThat(putAside)
                .containsExactly(".staging/0123456789abcdef/journal: segments/0123456789abcdef/00000.mp4 is gone");
        assertThat(Runs.files(output.resolve(".aside/.staging/0123456789abcdef")))
                .hasSize(1);
        assertThat(staged).exists();
        assertThat(publisher.rollForward(aside(output))).isZero();
        assertThat(staged).as("it is needed when the video is made again").exists();
    }

    /** It was only paused, and found its work gone: what it made of that is no longer wanted. */
    @Test
    void rollForward_ofAJournalThatARunWroteAfterItWasOvertaken_leavesWhatIsThere() throws Exception {
        Path output = withOld("overtaken");
        OutputLayout layout = layout(output);
        Publisher publisher = new Publisher(layout);
        Ownership.take(layout, "overtaken").close();
        try (Ownership next = Ownership.take(layout, "next")) {
            publisher.writeJournal(prepared(layout, VIDEO, VideoRow.DONE, NEW));
            assertThat(publisher.rollForward(aside(output)))
                    .as("nothing is settled yet")
                    .isEqualTo(1);
            Map<String, String> published = contents(output);
            next.settle();

            publisher.writeJournal(
                    prepared(layout, VIDEO, VideoRow.FAILED, Map.of(OutputLayout.row(VIDEO.videoId()), "failed")));
            assertThat(publisher.rollForward(aside(output))).isZero();
            publisher.removeUnfinished();

            assertThat(contents(output)).isEqualTo(published);
            assertThat(output.resolve(".staging/0123456789abcdef/journal")).doesNotExist();
            assertThat(putAside).isEmpty();
        }
    }

    @Test
    void rollForward_ofAJournalThatCannotBeUsed_putsItAside_andGoesOnWithOthers() throws IOException {
        for (byte[] bad : List.of(new byte[0], new byte[] {1, 2, 3}, new byte[100])) {
            Path output = withOld("unusable " + bad.length);
            OutputLayout layout = layout(output);
            Publisher publisher = new Publisher(layout);
            VideoRef other = new VideoRef("fedcba9876543210", "b.mp4", "b.mp4", "file:/in/b.mp4", 1, "1-1", Clip.WHOLE);
            publisher.writeJournal(
                    prepared(layout, other, VideoRow.DONE, Map.of("videos/fedcba9876543210.parquet", "new")));
            publisher.writeJournal(prepared(layout, VideoRow.DONE, NEW));
            Path staging = output.resolve(".staging/0123456789abcdef");
            Files.write(staging.resolve("journal"), bad);
            Files.createFile(staging.resolve("row-is-next"));
            Path staged = Files.writeString(staging.resolve("staged"), "poses");
            putAside.clear();

            assertThat(publisher.rollForward(aside(output))).isEqualTo(1);
            publisher.removeUnfinished();
            assertThat(publisher.rollForward(aside(output))).isZero();

            Map<String, String> expected = new TreeMap<>(OLD);
            expected.put("videos/fedcba9876543210.parquet", "new");
            assertThat(contents(output)).as("as it was").isEqualTo(expected);
            assertThat(putAside)
                    .containsExactly(".staging/0123456789abcdef/journal: "
                            + (bad.length == 0
                                    ? "it is empty"
                                    : "it is damaged, or a much older version of this program wrote it"));
            Path aside = output.resolve(".aside/.staging/0123456789abcdef");
            assertThat(Runs.files(aside))
                    .hasSize(1)
                    .allSatisfy(file -> assertThat(aside.resolve(file)).hasBinaryContent(bad));
            assertThat(staged).as("it is needed when the video is made again").exists();
        }
    }

    @Test
    void rollForward_ofACopy_leavesTheOriginalAlone() throws IOException {
        Path output = withOld("original");
        new Publisher(layout(output)).writeJournal(prepared(layout(output), VideoRow.DONE, NEW));
        Path copy = folder.resolve("copy");
        for (String file : Runs.files(output)) {
            Files.createDirectories(copy.resolve(file).getParent());
            Files.copy(output.resolve(file), copy.resolve(file));
        }
        List<String> before = Runs.files(output);

        assertThat(new Publisher(layout(copy)).rollForward(aside(copy))).isZero();
        new Publisher(layout(copy)).removeUnfinished();

        assertThat(Runs.files(output)).isEqualTo(before);
        assertThat(contents(output)).isEqualTo(OLD);
        assertThat(contents(copy)).isEqualTo(OLD);
        assertThat(putAside).containsExactly(".staging/0123456789abcdef/journal: it is for another OUTPUT, " + output);

        assertThat(new Publisher(layout(output)).rollForward(aside(output))).isEqualTo(1);
        assertThat(contents(output)).isEqualTo(NEW);
        assertThat(contents(copy)).isEqualTo(OLD);
    }

    private static Path hidden(Path output, String file) throws IOException {
        Path target = output.resolve(file);
        try (Stream<Path> files = Files.list(target.getParent())) {
            String start = "." + target.getFileName() + ".inprogress.";
            return files.filter(each -> each.getFileName().toString().startsWith(start))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Aside aside(Path output) {
        return new Aside(layout(output), (file, why) -> putAside.add(file + ": " + why));
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
        return layout("file", output);
    }

    private static OutputLayout layout(String scheme, Path output) {
        return new OutputLayout(VideoProcessor.outputUri(scheme + ":" + output), new Keys("p", "r", "a"));
    }

    /** The row comes last. */
    private static Publication prepared(OutputLayout layout, String state, Map<String, String> wanted)
            throws IOException {
        return prepared(layout, VIDEO, state, wanted);
    }

    private static Publication prepared(OutputLayout layout, VideoRef video, String state, Map<String, String> wanted)
            throws IOException {
        OutputStore store = new FlinkOutputStore(layout);
        List<PendingFile> files = new ArrayList<>();
        for (Map.Entry<String, String> file : new TreeMap<>(wanted).entrySet()) {
            files.add(store.prepare(
                    file.getKey(), out -> out.write(file.getValue().getBytes(StandardCharsets.UTF_8))));
        }
        return new Publication(video, state, 7, "", Publication.Stays.NOTHING, 0, files.toArray(PendingFile[]::new));
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
