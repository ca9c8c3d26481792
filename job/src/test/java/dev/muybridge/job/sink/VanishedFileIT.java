package dev.muybridge.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muybridge.job.source.InputFile;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.whole.Asked;
import dev.muybridge.whole.Runs;
import dev.muybridge.whole.SmallVideos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in which somebody removes a file that waits to be published, after the journal and before the row. */
@Tag("all")
final class VanishedFileIT {
    @TempDir
    Path folder;

    private Path output;
    private boolean removed;

    @BeforeEach
    void removeOnce() {
        output = folder.resolve("out");
        CrashingDisk.allow(Integer.MAX_VALUE, this::remove);
    }

    @AfterEach
    void leaveAlone() {
        CrashingDisk.allow(Integer.MAX_VALUE, () -> {});
    }

    private synchronized void remove() throws IOException {
        List<String> files = removed || !Files.exists(output) ? List.of() : Runs.files(output);
        String bad = new InputFile("bad.mp4", new org.apache.flink.core.fs.Path("file:/bad.mp4"), 1, 1).videoId();
        if (files.contains(".staging/" + bad + "/journal")) {
            for (String file : files) {
                if (file.startsWith("annotated/.bad.mp4.inprogress")) {
                    Files.delete(output.resolve(file));
                    removed = true;
                }
            }
        }
    }

    @Test
    void video_failsAlone_andTheNextRunMakesIt() throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.copy(SmallVideos.step(), in.resolve("bad.mp4"));
        Files.copy(SmallVideos.step(), in.resolve("good.mp4"));
        Asked asked = Asked.of(in, Path.of(CrashingDisk.SCHEME + ":" + output));

        Runs.Ran ran = Runs.run(asked);

        assertThat(removed).isTrue();
        assertThat(ran.report().done()).extracting(VideoRow::video).containsExactly("good.mp4");
        assertThat(ran.report().failed())
                .extracting(VideoRow::video, VideoRow::reason, VideoRow::detail)
                .containsExactly(tuple(
                        "bad.mp4",
                        "io_error",
                        "It was made but could not be published: annotated/bad.mp4 is gone; run again."));
        assertThat(Runs.visible(output))
                .filteredOn(file -> file.contains("bad.mp4"))
                .isEmpty();

        assertThat(Runs.run(asked).report().done()).extracting(VideoRow::video).containsExactly("bad.mp4");
        assertThat(output.resolve("annotated/bad.mp4")).exists();
    }
}
