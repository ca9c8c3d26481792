package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;

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
}
