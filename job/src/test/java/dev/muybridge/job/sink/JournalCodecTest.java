package dev.muybridge.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.job.model.FileContent;
import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.Location;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.media.Clip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalCodecTest {
    private static final Publication PUBLICATION = new Publication(
            new VideoRef("id", "a.mov", "a.mov.mp4", "file:/in/a", 12, "1-2", Clip.WHOLE),
            "done",
            230,
            "",
            false,
            new PendingFile[] {
                new PendingFile("metrics/id.parquet", new FileContent(7, 8), 3, new byte[] {0, -1, 7}),
                new PendingFile("videos/id.parquet", new FileContent(9, 10), 3, new byte[] {1})
            });

    @TempDir
    Path folder;

    private JournalCodec journals;
    private byte[] journal;

    @BeforeEach
    void write() throws IOException {
        journals = journals(Files.createDirectory(folder.resolve("out")));
        journal = journals.encode(PUBLICATION);
    }

    @Test
    void decode_givesWhatWasEncoded() throws IOException {
        assertThat(journals.decode("id", journal)).usingRecursiveComparison().isEqualTo(PUBLICATION);
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

        assertThat(journals(link).decode("id", journal).video()).isEqualTo(PUBLICATION.video());
    }

    private static JournalCodec journals(Path output) {
        return new JournalCodec(new OutputLayout(Location.of(output).uri(), new Keys("p", "r", "a")));
    }
}
