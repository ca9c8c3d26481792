package dev.muybridge.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.job.model.FileContent;
import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.DamagedException;
import dev.muybridge.job.storage.FlinkOutputStore;
import dev.muybridge.job.storage.Location;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.media.Clip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalCodecTest {
    private static final VideoRef VIDEO = new VideoRef("id", "a.mov", "a.mov.mp4", "file:/in/a", 12, "1-2", Clip.WHOLE);

    @TempDir
    Path folder;

    private Path output;
    private JournalCodec journals;
    private Publication publication;
    private byte[] journal;

    @BeforeEach
    void write() throws IOException {
        output = Files.createDirectory(folder.resolve("out"));
        journals = journals(output);
        publication = publication(
                VIDEO,
                prepared("annotated/a.mov.mp4"),
                prepared("segments/id/00000.mp4"),
                prepared("metrics/id.parquet"),
                prepared("poses/id.poses"),
                prepared("videos/id.parquet"));
        journal = journals.encode(publication);
    }

    @Test
    void decode_givesWhatWasEncoded() throws IOException {
        assertThat(journals.decode("id", journal)).usingRecursiveComparison().isEqualTo(publication);
    }

    @Test
    void decode_damaged_isRefused() {
        assertThatThrownBy(() -> journals.decode("id", new byte[0])).hasMessage("it is empty");
        for (int length = 1; length < journal.length; length++) {
            byte[] part = Arrays.copyOf(journal, length);
            assertThatThrownBy(() -> journals.decode("id", part))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("it is damaged");
        }
        for (int at = 8; at < journal.length; at++) {
            byte[] other = journal.clone();
            other[at]++;
            assertThatThrownBy(() -> journals.decode("id", other)).hasMessage("it is damaged: its checksum is wrong");
        }
    }

    @Test
    void decode_otherVersion_isRefused() {
        journal[7] = 9;

        assertThatThrownBy(() -> journals.decode("id", journal))
                .hasMessage("it has version 9, this program reads version 1");
    }

    @Test
    void decode_ofAnotherOutputOrVideo_isRefused() throws IOException {
        JournalCodec copy = journals(Files.createDirectory(folder.resolve("copy")));

        assertThatThrownBy(() -> copy.decode("id", journal))
                .hasMessage("it is for another OUTPUT, " + folder.resolve("out"));
        assertThatThrownBy(() -> journals.decode("other", journal)).hasMessage("it is for another video, a.mov");
    }

    @Test
    void decode_ofTheSameOutputByAnotherPath_isItsOwn() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("out"));

        assertThat(journals(link).decode("id", journal).video()).isEqualTo(publication.video());
    }

    /** Whoever can write to OUTPUT could otherwise have somebody else's run replace or remove any file of that user's. */
    @Test
    void decode_ofFilesThatAreNotTheVideos_isRefused() throws IOException {
        PendingFile row = prepared("videos/id.parquet");
        for (String other : List.of(
                "../precious",
                "annotated/../../precious",
                "annotated/b.mp4",
                "segments/id/../../precious",
                "segments/id/a.mp4")) {
            assertRefused(
                    publication(VIDEO, prepared(other), row), "it is for a file that is not the video's, " + other);
        }
        for (String name : List.of("../a.mp4", "b/../../../a.mp4", "..", "b/..", "b//a.mp4", "./a.mp4")) {
            VideoRef video = new VideoRef("id", "a", name, "file:/in/a", 12, "1-2", Clip.WHOLE);
            assertRefused(publication(video, row), "it is for a file outside OUTPUT, annotated/" + name);
        }
        VideoRef another = new VideoRef("../..", "a.mov", "a.mp4", "file:/in/a", 12, "1-2", Clip.WHOLE);
        assertRefused(publication(another, row), "it is for another video, a.mov");
        VideoRef dots = new VideoRef("id", "..a.mp4", "..a../..b.mp4", "file:/in/a", 12, "1-2", Clip.WHOLE);
        assertThat(journals.decode("id", journals.encode(publication(dots, prepared("annotated/..a../..b.mp4"), row)))
                        .video())
                .isEqualTo(dots);
    }

    /** What the file system needs to finish a file says itself which file that is. */
    @Test
    void decode_ofWhatWouldBecomeAnotherFile_orIsOne_isRefused() throws IOException {
        PendingFile row = prepared("videos/id.parquet");
        PendingFile elsewhere = prepared("metrics/precious");
        PendingFile renamed = as("metrics/id.parquet", elsewhere.recoverable());
        byte[] own = prepared("metrics/id.parquet").recoverable();
        String hidden = "/.id.parquet.inprogress";
        byte[] from = replaced(own, "/metrics" + hidden, "/private" + hidden);
        byte[] visible = replaced(own, hidden, "/xid.parquet.inprogress");

        for (PendingFile wrong : List.of(renamed, as("metrics/id.parquet", from), as("metrics/id.parquet", visible))) {
            assertRefused(publication(VIDEO, wrong, row), "what it would rename to metrics/id.parquet is another file");
        }
    }

    private static byte[] replaced(byte[] bytes, String from, String to) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        assertThat(to).hasSameSizeAs(from);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private void assertRefused(Publication hostile, String message) {
        assertThatThrownBy(() -> journals.decode("id", journals.encode(hostile)))
                .isInstanceOf(DamagedException.class)
                .hasMessage(message);
    }

    private PendingFile prepared(String target) throws IOException {
        return new FlinkOutputStore(layout(output)).prepare(target, out -> out.write(1));
    }

    private static PendingFile as(String target, byte[] recoverable) {
        return new PendingFile(target, new FileContent(1, 2), 1, recoverable);
    }

    private static Publication publication(VideoRef video, PendingFile... files) {
        return new Publication(video, "done", 230, "", Publication.Stays.NOTHING, 0, files);
    }

    private static JournalCodec journals(Path output) {
        return new JournalCodec(layout(output));
    }

    private static OutputLayout layout(Path output) {
        return new OutputLayout(Location.of(output).uri(), new Keys("p", "r", "a"));
    }
}
