package dev.muybridge.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.pose.PoseFrame;
import dev.muybridge.proto.SegmentPoses;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What version 2 has written is read. The files were made of {@link Samples} by the code of that version and never change. */
final class GoldenFileTest {
    @Test
    void stagedPoses_ofVersion2_areRead() throws IOException {
        List<PoseFrame> poses = AnalysisCodec.stagedPoses(read("v2/00000.poses"));

        assertThat(poses).isEqualTo(Samples.poses());
    }

    @Test
    void stagedRows_ofVersion2_areRead() throws IOException {
        AnnotationCodec.Rows rows = AnnotationCodec.rows(read("v2/00000.rows"));

        assertThat(rows.frames()).isEqualTo(Samples.metrics());
        assertThat(rows.encodedPts()).containsExactly(-3, 0, 1L << 40);
        assertThat(rows.mp4Bytes()).isEqualTo(12_345_678_901L);
        assertThat(rows.mp4Crc32c()).isEqualTo(0xfedcba98L);
    }

    @Test
    void whatIsWrittenToday_isWhatVersion2Wrote() throws IOException {
        assertThat(AnalysisCodec.staged(Samples.poses())).isEqualTo(read("v2/00000.poses"));
        assertThat(Samples.rows()).isEqualTo(read("v2/00000.rows"));
    }

    @Test
    void stagedPoses_ofVersion1_areRefused() {
        byte[] old = SegmentPoses.newBuilder().setVersion(1).build().toByteArray();

        assertThatThrownBy(() -> AnalysisCodec.stagedPoses(old))
                .isInstanceOf(CodecException.class)
                .hasMessage("staged poses has version 1, this program reads version 2");
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
