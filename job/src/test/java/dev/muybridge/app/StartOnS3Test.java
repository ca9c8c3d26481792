package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.model.Keys;
import dev.muybridge.job.sink.Publisher;
import dev.muybridge.job.storage.OnePlugin;
import dev.muybridge.job.storage.OutputLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StartOnS3Test {
    @TempDir
    Path folder;

    @AfterEach
    void end() {
        OnePlugin.useNone();
    }

    /** A disk is searched for what was not finished: a request for each finished video, which has a folder of segments. */
    @Test
    void start_asksForNoFinishedVideo() throws Exception {
        for (int i = 0; i < 20; i++) {
            Path segments = Files.createDirectories(folder.resolve("segments/" + i));
            Files.createFile(segments.resolve("00000.mp4"));
        }
        OnePlugin.use("s3", new CountingDisk());
        CountingDisk.restart();

        new Publisher(new OutputLayout("s3://bucket" + folder, new Keys("p", "r", "a"))).removeUnfinished();

        assertThat(CountingDisk.requests()).isZero();
    }
}
