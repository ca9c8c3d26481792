package dev.muybridge.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.job.model.FileContent;
import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.media.Clip;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PublicationCodecTest {
    private static final Publication PUBLICATION = new Publication(
            new VideoRef("id", "a ü\n.mov", "a ü\n.mov.mp4", "file:/in/a", 12_345_678_901L, "1-2", new Clip(1.5, 2)),
            "done",
            230,
            "sound was converted",
            new Publication.Stays(true, true),
            1L << 40,
            new PendingFile[] {
                new PendingFile("metrics/id.parquet", new FileContent(7, 1L << 31), 3, new byte[] {0, -1, 7})
            });

    private final PublicationCodec codec = new PublicationCodec();

    @Test
    void deserialize_givesWhatWasSerialized() throws IOException {
        Publication again = codec.deserialize(codec.getVersion(), codec.serialize(PUBLICATION));

        assertThat(again).usingRecursiveComparison().isEqualTo(PUBLICATION);
    }

    @Test
    void deserialize_otherVersion_isRefused() {
        assertThatThrownBy(() -> codec.deserialize(1, codec.serialize(PUBLICATION)))
                .isInstanceOf(IOException.class)
                .hasMessage("a publication has version 1/2, this program reads version 2");
    }

    @Test
    void deserialize_damaged_isRefused() {
        byte[] bytes = codec.serialize(PUBLICATION);

        assertThatThrownBy(() -> codec.deserialize(2, Arrays.copyOf(bytes, bytes.length - 3)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("a publication of " + (bytes.length - 3) + " bytes is damaged: ");
    }
}
