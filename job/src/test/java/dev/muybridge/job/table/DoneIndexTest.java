package dev.muybridge.job.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.model.FileContent;
import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.Making;
import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.Aside;
import dev.muybridge.job.storage.Location;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.media.Clip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the index tells: what the rows say, whatever has happened to it. */
final class DoneIndexTest {
    private static final VideoRef A = video("a");
    private static final VideoRef B = video("b");

    @TempDir
    Path output;

    private OutputLayout layout;
    private Aside aside;
    private final List<String> putAside = new ArrayList<>();

    @BeforeEach
    void makeLayout() {
        layout = new OutputLayout(Location.of(output).uri(), new Keys("p", "r", "a"));
        aside = new Aside(layout, (file, why) -> putAside.add(file + ": " + why));
    }

    @Test
    void find_whatACommitterAdded_opensNoRow() throws IOException {
        writeRow(A, VideoRow.DONE, null, "h1");
        write(OutputLayout.annotated(A), 5);
        DoneIndex.add(layout, List.of(publication(A, OutputLayout.annotated(A), OutputLayout.row(A.videoId()))));
        long rowBytes = Files.size(row(A));
        spoilUnseen(row(A));

        DoneVideo found = DoneIndex.load(layout, aside).find(A).orElseThrow();

        assertThat(found.isFinished()).isTrue();
        assertThat(found.fingerprint()).isEqualTo("1-1");
        assertThat(found.making().keys().poses()).isEqualTo("h1");
        assertThat(found.making()).isEqualTo(new Making(new Keys("h1", "r", "a"), "crf=1", "results=1"));
        assertThat(found.files())
                .isEqualTo(Map.of(OutputLayout.annotated(A), 5L, OutputLayout.row(A.videoId()), rowBytes));
    }

    @Test
    void flaw_isAFileThatIsGoneOrShorterThanItWas() throws IOException {
        writeRow(A, VideoRow.DONE, null, "h1");
        write(OutputLayout.annotated(A), 5);
        write(OutputLayout.metrics(A), 6);
        DoneIndex.add(layout, List.of(publication(A, OutputLayout.annotated(A), OutputLayout.metrics(A))));
        assertThat(flaw(A)).isEmpty();

        write(OutputLayout.annotated(A), 7);
        assertThat(flaw(A)).as("somebody has added to it").isEmpty();

        write(OutputLayout.annotated(A), 4);
        assertThat(flaw(A)).contains("annotated/a.mp4 has 4 bytes instead of 5");

        Files.delete(output.resolve(OutputLayout.annotated(A)));
        assertThat(flaw(A)).contains("annotated/a.mp4 is gone");

        write(OutputLayout.annotated(A), 5);
        write(OutputLayout.metrics(A), 0);
        assertThat(flaw(A)).contains("metrics/000000000000000a.parquet is empty");
    }

    @Test
    void flaw_withoutAnIndex_isAFileThatIsGoneOrEmpty() throws IOException {
        writeRow(A, VideoRow.DONE, null, "h1");
        write(OutputLayout.annotated(A), 1);
        assertThat(flaw(A)).contains("metrics/000000000000000a.parquet is gone");

        write(OutputLayout.metrics(A), 0);
        assertThat(flaw(A)).contains("metrics/000000000000000a.parquet is empty");

        write(OutputLayout.metrics(A), 1);
        assertThat(flaw(A)).isEmpty();
    }

    @Test
    void add_knowsAllSegmentsByTheirFolder() throws IOException {
        writeRow(A, VideoRow.DONE, null, "h1");
        write(OutputLayout.segment(A, 0), 3);
        write(OutputLayout.segment(A, 1), 4);
        DoneIndex.add(layout, List.of(publication(A, OutputLayout.segment(A, 0), OutputLayout.segment(A, 1))));

        assertThat(DoneIndex.load(layout, aside).find(A).orElseThrow().files())
                .isEqualTo(Map.of(OutputLayout.segments(A), 7L));
    }

    private Optional<String> flaw(VideoRef video) throws IOException {
        DoneIndex index = DoneIndex.load(layout, aside);
        return index.flaw(video, index.find(video).orElseThrow());
    }

    @Test
    void find_withoutAnIndex_readsTheRow_andTheNextStartNeedNot() throws IOException {
        writeRow(A, VideoRow.FAILED, "quarantined", "h1");
        write(OutputLayout.segments(A) + "/00000.mp4", 3);
        write(OutputLayout.poses(A), 4);

        DoneIndex index = DoneIndex.load(layout, aside);
        DoneVideo found = index.find(A).orElseThrow();
        assertThat(found.reason()).isEqualTo("quarantined");
        assertThat(found.files())
                .as("a long video has too many segments to name them all")
                .containsOnlyKeys(OutputLayout.poses(A), OutputLayout.row(A.videoId()));
        assertThat(index.find(B)).isEmpty();
        index.save();
        spoilUnseen(row(A));

        assertThat(DoneIndex.load(layout, aside).find(A)).contains(found);
    }

    @Test
    void find_damagedOrOfAnotherVersion_readsTheRow() throws IOException {
        writeRow(A, VideoRow.DONE, null, "h1");
        DoneIndex.add(layout, List.of(publication(A)));
        Path file = indexFiles().get(0);
        String name = ".index/" + file.getFileName();
        byte[] whole = Files.readAllBytes(file);
        for (int at : new int[] {0, 7, 12, 20, whole.length - 1}) {
            byte[] damaged = whole.clone();
            damaged[at]++;
            Files.write(file, damaged);
            assertThat(DoneIndex.load(layout, aside).find(A)).as("byte %d", at).isPresent();
            assertThat(putAside).as("byte %d", at).hasSize(1).first().asString().startsWith(name + ": it ");
            putAside.clear();
        }
        for (int length : new int[] {0, 3, 15, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(DoneIndex.load(layout, aside).find(A))
                    .as("length %d", length)
                    .isPresent();
            assertThat(putAside)
                    .containsExactly(name + ": "
                            + (length == 0
                                    ? "it is empty"
                                    : length < 16
                                            ? "it is damaged, or a much older version of this program wrote it"
                                            : "it is damaged: its checksum is wrong"));
            putAside.clear();
        }
        assertThat(indexFiles()).as("it is out of the way").isEmpty();
    }

    @Test
    void find_damagedRow_isPutAside_andTheVideoHasNone() throws IOException {
        writeRow(B, VideoRow.DONE, null, "h1");
        byte[] other = Files.readAllBytes(row(B));
        writeRow(A, VideoRow.DONE, null, "h1");
        byte[] whole = Files.readAllBytes(row(A));
        byte[] zeros = new byte[whole.length];
        for (byte[] bad :
                List.of(new byte[0], Arrays.copyOf(whole, whole.length - 1), Arrays.copyOf(whole, 7), zeros, other)) {
            Files.write(row(A), bad);
            putAside.clear();

            DoneIndex index = DoneIndex.load(layout, aside);
            assertThat(index.find(A)).isEmpty();
            assertThat(index.find(B)).isPresent();
            index.save();

            String why = bad.length == 0
                    ? "it is empty"
                    : bad == other ? "it is the row of another video, b" : "it is damaged: ";
            assertThat(putAside).hasSize(1).first().asString().startsWith(OutputLayout.row(A.videoId()) + ": " + why);
            assertThat(row(A)).doesNotExist();
            assertThat(DoneIndex.load(layout, aside).find(A)).isEmpty();
        }
        try (Stream<Path> files = Files.list(output.resolve(".aside/videos"))) {
            assertThat(files).hasSize(5);
        }
    }

    @Test
    void find_rowOfAnotherMakingThanTheIndex_isRead() throws IOException {
        writeRow(A, VideoRow.DONE, null, "h1");
        DoneIndex.add(layout, List.of(publication(A)));
        writeRow(A, VideoRow.DONE, null, "h2");
        Files.setLastModifiedTime(row(A), FileTime.fromMillis(12_345_678));

        assertThat(hash(A)).contains("h2");

        Files.delete(row(A));
        assertThat(hash(A)).isEmpty();
    }

    @Test
    void save_makesOneFileOfAll_withoutWhatIsGone() throws IOException {
        for (VideoRef video : List.of(A, B)) {
            writeRow(video, VideoRow.DONE, null, "h1");
            DoneIndex.add(layout, List.of(publication(video)));
        }
        assertThat(indexFiles()).hasSize(2);
        DoneIndex.load(layout, aside).save();
        assertThat(indexFiles()).hasSize(1);
        spoilUnseen(row(A));
        assertThat(hash(A)).contains("h1");

        Path before = indexFiles().get(0);
        DoneIndex.load(layout, aside).save();
        assertThat(indexFiles()).as("nothing is new").containsExactly(before);

        Files.delete(row(B));
        DoneIndex.load(layout, aside).save();
        assertThat(indexFiles()).hasSize(1).doesNotContain(before);
        assertThat(DoneCodec.decode(Files.readAllBytes(indexFiles().get(0))))
                .extracting(DoneVideo::videoId)
                .containsExactly(A.videoId());
    }

    @Test
    void save_ofNothing_writesNothing() throws IOException {
        DoneIndex.load(layout, aside).save();

        assertThat(output.resolve(".index")).doesNotExist();
    }

    @Test
    void codec_ofManyVideos_isReadInSeconds() throws IOException {
        List<DoneVideo> videos = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            String id = String.format(Locale.ROOT, "%016x", i * 0x9E3779B97F4A7C15L);
            Map<String, Long> files = Map.of("annotated/camera/" + i + ".mp4", (long) i, "metrics/" + id, 7L);
            Making making = new Making(new Keys("h1", "", ""), "crf=1", "");
            videos.add(new DoneVideo(id, "done", null, "1-" + i, making, files, new DoneVideo.Stamp(i, i)));
        }
        byte[] bytes = DoneCodec.encode(videos);
        long begun = System.nanoTime();

        assertThat(DoneCodec.decode(bytes)).isEqualTo(videos);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        assertThat(bytes.length).isLessThan(60 * videos.size());
    }

    private Optional<String> hash(VideoRef video) throws IOException {
        return DoneIndex.load(layout, aside)
                .find(video)
                .map(done -> done.making().keys().poses());
    }

    private static VideoRef video(String name) {
        return new VideoRef("000000000000000" + name, name, name + ".mp4", "file:/in/" + name, 1, "1-1", Clip.WHOLE);
    }

    private Publication publication(VideoRef video, String... targets) {
        PendingFile[] files = Stream.of(targets)
                .map(target -> new PendingFile(
                        target, new FileContent(output.resolve(target).toFile().length(), 0), 1, new byte[0]))
                .toArray(PendingFile[]::new);
        return new Publication(video, VideoRow.DONE, 1, "", Publication.Stays.NOTHING, 0, files);
    }

    private Path row(VideoRef video) {
        return output.resolve(OutputLayout.row(video.videoId()));
    }

    private List<Path> indexFiles() throws IOException {
        try (Stream<Path> files = Files.list(output.resolve(".index"))) {
            return files.toList();
        }
    }

    private void write(String target, int bytes) throws IOException {
        Files.createDirectories(output.resolve(target).getParent());
        Files.write(output.resolve(target), new byte[bytes]);
    }

    /** Damages a file in a way that its size and time do not tell. */
    private static void spoilUnseen(Path file) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        Files.write(file, new byte[Math.toIntExact(Files.size(file))]);
        Files.setLastModifiedTime(file, time);
    }

    private void writeRow(VideoRef video, String state, @Nullable String reason, String hash) throws IOException {
        org.apache.flink.core.fs.Path path = layout.path(OutputLayout.row(video.videoId()));
        try (FSDataOutputStream out = path.getFileSystem().create(path, FileSystem.WriteMode.OVERWRITE)) {
            VideoRow.Provenance made = new VideoRow.Provenance(
                    video.fingerprint(), new Making(new Keys(hash, "r", "a"), "crf=1", "results=1"));
            VideosTable.write(out, new VideoRow(video.videoId(), video.video(), state, reason, null, null, made));
        }
    }
}
