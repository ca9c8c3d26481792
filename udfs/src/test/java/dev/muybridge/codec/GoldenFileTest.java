package dev.muybridge.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.proto.SegmentPoses;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** What a version has written is read. The files were made of {@link Samples} by the code of that version and never change. */
final class GoldenFileTest {
    @Test
    void stagedPoses_ofVersion3_areRead() throws IOException {
        assertThat(AnalyzeCodec.stagedPoses(read("poses-v3/00000.poses"))).isEqualTo(Samples.poses());
    }

    @Test
    void stagedRows_ofVersion4_areRead() throws IOException {
        assertThat(RowsCodec.stagedRows(read("rows-v4/00000.rows"))).isEqualTo(Samples.metrics());
    }

    @Test
    void stagedPictures_ofVersion1_areRead() throws IOException {
        byte[] mp4 = {1, 2, 3};

        assertThat(AnnotateCodec.stagedPictures(read("pictures-v1/00000.pictures"), mp4))
                .usingRecursiveComparison()
                .isEqualTo(Samples.pictures());
    }

    @Test
    void whatIsWrittenToday_isWhatThoseVersionsWrote() throws IOException {
        assertThat(AnalyzeCodec.staged(Samples.poses())).isEqualTo(read("poses-v3/00000.poses"));
        assertThat(RowsCodec.staged(Samples.metrics())).isEqualTo(read("rows-v4/00000.rows"));
        assertThat(AnnotateCodec.staged(Samples.pictures())).isEqualTo(read("pictures-v1/00000.pictures"));
    }

    @Test
    void stagedRows_ofOlderVersions_areRefused() {
        assertThatThrownBy(() -> RowsCodec.stagedRows(read("v2/00000.rows")))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("staged rows ");
        assertThatThrownBy(() -> RowsCodec.stagedRows(read("rows-v3/00000.rows")))
                .isInstanceOf(CodecException.class)
                .hasMessage("staged rows has version 3, this program reads version 4");
    }

    @Test
    void stagedPoses_ofOlderVersions_areRefused() {
        byte[] old = SegmentPoses.newBuilder().setVersion(1).build().toByteArray();

        assertThatThrownBy(() -> AnalyzeCodec.stagedPoses(old))
                .isInstanceOf(CodecException.class)
                .hasMessage("staged poses has version 1, this program reads version 3");
        assertThatThrownBy(() -> AnalyzeCodec.stagedPoses(read("v2/00000.poses")))
                .isInstanceOf(CodecException.class)
                .hasMessage("staged poses has version 2, this program reads version 3");
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = GoldenFileTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not on the class path");
            }
            return in.readAllBytes();
        }
    }
}
