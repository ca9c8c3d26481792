package dev.muybridge.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.testing.FfmpegVideos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakIT {
    private static final int ROUNDS = 200;
    private static final int WARM_UP = 40;

    /** One leaked picture of 640x360 in each reader of the measured rounds alone would be 105 MiB. */
    private static final long BOUND_KIB = 24 * 1024;

    private static final long JAVA_HEAP_END = 1L << 35;
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-[0-9a-f]+ ");

    @TempDir
    Path folder;

    @Test
    @Tag("all")
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

    /** Resident memory outside of Java's own heap, which grows and shrinks as it likes and lies in the first 32 GiB of addresses. */
    private static long nativeKib() throws IOException {
        long kib = 0;
        boolean outside = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.lookingAt()) {
                outside = Long.parseUnsignedLong(mapping.group(1), 16) >= JAVA_HEAP_END;
            } else if (outside && line.startsWith("Rss:")) {
                kib += Long.parseLong(line.replaceAll("\\D+", ""));
            }
        }
        return kib;
    }
}
