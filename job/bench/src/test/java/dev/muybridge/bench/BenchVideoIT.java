package dev.muybridge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.job.storage.FlinkFile;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.media.ffmpeg.FfmpegVideoFiles;
import dev.muybridge.whole.SmallVideos;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchVideoIT {
    /** Of what is encoded once more, in levels of 0..255. */
    private static final double CLOSE = 1;

    @TempDir
    Path folder;

    @Test
    void sample_isPlayedForwardAndBackward_asOftenAsAsked() throws Exception {
        List<Double> once = brightness(SmallVideos.walk());
        Path made = folder.resolve("made.mp4");

        BenchVideo.write(SmallVideos.walk(), 3, made);

        List<Double> all = brightness(made);
        int last = once.size() - 1;
        assertThat(all).hasSize(3 * 2 * last);
        assertThat(once.get(0)).isNotCloseTo(once.get(last), within(2 * CLOSE));
        for (int i = 0; i < all.size(); i++) {
            int place = i % (2 * last);
            assertThat(all.get(i)).isCloseTo(once.get(Math.min(place, 2 * last - place)), within(CLOSE));
        }
        assertThat(folder).isDirectoryContaining(made::equals).isDirectoryNotContaining("glob:**.once");
    }

    /** Of the left half of each picture. */
    private static List<Double> brightness(Path video) throws Exception {
        VideoIndex index =
                new FfmpegVideoFiles().index(FlinkFile.of(org.apache.flink.core.fs.Path.fromLocalFile(video.toFile())));
        List<Double> means = new ArrayList<>();
        try (FrameReader reader = GrabberReader.open(video, index.info())) {
            for (VideoFrame frame = reader.next(); frame != null; frame = reader.next()) {
                ByteBuffer luma = frame.plane(0);
                long sum = 0;
                for (int y = 0; y < frame.height(); y++) {
                    for (int x = 0; x < frame.width() / 2; x++) {
                        sum += luma.get(y * frame.stride(0) + x) & 0xff;
                    }
                }
                means.add(2.0 * sum / frame.height() / frame.width());
            }
        }
        return means;
    }
}
