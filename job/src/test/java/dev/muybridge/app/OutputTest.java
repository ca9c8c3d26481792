package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What OUTPUT must be before a run begins: free, and large enough. */
final class OutputTest {
    @TempDir
    Path folder;

    @Test
    void lock_second_isRefusedUntilTheFirstIsGivenBack() throws IOException, RunException {
        OutputLock first = OutputLock.acquire(folder);

        assertThatThrownBy(() -> OutputLock.acquire(folder))
                .isInstanceOf(RunException.class)
                .hasMessage("another run is writing to " + folder + "; wait for it, or choose another --output");
        first.close();
        OutputLock.acquire(folder).close();
    }

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
                .hasMessageMatching("not enough space in .*: about 3670016\\.0 GiB needed, [0-9.]+ GiB free");
    }
}
