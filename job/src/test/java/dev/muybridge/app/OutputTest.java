package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What OUTPUT must be before a run begins: free, and large enough. */
final class OutputTest {
    @TempDir
    Path folder;

    @Test
    void uri_isTheSameWhetherTheFolderIsThereOrNot() throws IOException {
        Path output = folder.resolve("out put");
        String before = VideoProcessor.outputUri(output.toString());

        Files.createDirectory(output);

        assertThat(VideoProcessor.outputUri(output.toString()))
                .isEqualTo(before)
                .endsWith("/out%20put");
        assertThat(VideoProcessor.outputUri(output + "/")).isEqualTo(before);
        assertThat(VideoProcessor.outputUri("s3://bucket/")).isEqualTo("s3://bucket/");
    }

    @Test
    void space_thatIsThere_isEnough() {
        assertThatCode(() -> DiskSpace.check(folder, 1000)).doesNotThrowAnyException();
    }

    @Test
    void space_thatIsNotThere_saysHowMuchIsNeededAndFree() {
        assertThatThrownBy(() -> DiskSpace.check(folder, 1L << 50))
                .isInstanceOf(RunException.class)
                .hasMessageMatching("not enough space in .*: about 3584\\.0 TiB needed, [0-9.]+ [KMGT]iB free");
    }

    @Test
    void space_isToldInTheUnitThatFits() {
        assertThat(List.of(
                        DiskSpace.text(0), DiskSpace.text(1023), DiskSpace.text(5000), DiskSpace.text(3.5 * (1 << 30))))
                .containsExactly("0 bytes", "1023 bytes", "4.9 KiB", "3.5 GiB");
    }
}
