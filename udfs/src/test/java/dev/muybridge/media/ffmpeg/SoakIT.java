package dev.muybridge.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.testing.FfmpegVideos;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakIT {
    private static final int ROUNDS = 200;
    private static final int WARM_UP = 40;

    /** One leaked picture of 640x360 in each reader of the measured rounds alone would be 105 MiB. */
    private static final long BOUND_KIB = 24 * 1024;

    @TempDir
    Path folder;

    @Test
    void everything_twoHundredTimes_leavesMemoryFlat() throws Exception {
        Path video = FfmpegVideos.withSound(
                folder.resolve("a.mkv"),
                Made.with(FfmpegVideos.h264(), "-c:a", "pcm_s16le", "-frames:v", "12", "-s", "640x360"));
        Path turned = folder.resolve("b.mkv");
        dev.muybridge.testing.FfmpegProgram.ffmpeg(
                "-display_rotation", "90", "-i", video.toString(), "-c", "copy", turned.toString());
        byte[] cut = Files.readAllBytes(video);
        cut = Arrays.copyOf(cut, cut.length / 2);
        long start = 0;
        for (int i = 0; i < ROUNDS; i++) {
            round(turned, new BytesSource(cut));
            if (i == WARM_UP) {
                start = nativeKib();
            }
        }
        assertThat(nativeKib() - start)
                .as("KiB more than after %d rounds", WARM_UP)
                .isLessThan(BOUND_KIB);
    }

    private void round(Path video, BytesSource broken) throws Exception {
        Pipeline pipeline = new Pipeline(video);
        assertThat(pipeline.join(2, folder.resolve("joined.mp4")).framePts()).hasSize(12);
        assertThat(FailuresIT.failureOf(broken)).isNotNull();
    }

    private static long nativeKib() throws IOException {
        // Java's own heap grows and shrinks as it likes; what is measured is the rest.
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted() / 1024;
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                        .findFirst()
                        .orElseThrow()
                - heap;
    }
}
