package dev.muybridge.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.media.PacketTable;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.testing.FfmpegProbe;
import dev.muybridge.testing.FfmpegVideos;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IndexingIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.muybridge.media.ffmpeg.Made#all")
    void index_anyFormat_agreesWithFfprobe(Made made) throws Exception {
        Path video = made.in(folder);

        VideoIndex index = Pictures.index(video);

        long[] expected = made.expectedPts(video);
        assertThat(expected).hasSize(FfmpegVideos.FRAMES);
        assertThat(PacketTableBuilder.shownPts(index.packets())).isEqualTo(expected);
        assertThat(index.info().codec()).isEqualTo(FfmpegProbe.stream(video, "v:0", "codec_name"));
        assertThat(index.info().timeBase()).hasToString(FfmpegProbe.stream(video, "v:0", "time_base"));
        assertThat(index.info().width()).isEqualTo(320);
        assertThat(index.info().height()).isEqualTo(180);
        assertThat(index.info().rotation()).isZero();
        assertThat(index.info().timeBase().toSeconds(index.info().durationTicks()))
                .isBetween(2.39, 2.41);
        assertThat(keyFrames(index.packets())).hasSizeGreaterThan(3);
    }

    private static int[] keyFrames(PacketTable packets) {
        return IntStream.range(0, packets.size()).filter(i -> packets.key()[i]).toArray();
    }

    @ParameterizedTest
    @CsvSource({"90, 270", "180, 180", "270, 90"})
    void index_rotated_turnsClockwiseAndSwapsSides(String counterClockwise, int clockwise) throws Exception {
        Path flat = FfmpegVideos.silent(folder.resolve("flat.mp4"), FfmpegVideos.h264());
        Path video = folder.resolve("turned.mp4");
        dev.muybridge.testing.FfmpegProgram.ffmpeg(
                "-display_rotation", counterClockwise, "-i", flat.toString(), "-c", "copy", video.toString());

        VideoIndex index = Pictures.index(video);

        assertThat(index.info().rotation()).isEqualTo(clockwise);
        assertThat(index.info().width()).isEqualTo(clockwise == 180 ? 320 : 180);
        assertThat(index.info().height()).isEqualTo(clockwise == 180 ? 180 : 320);
    }

    @Test
    void index_variableFrameRate_keepsEveryTime() throws Exception {
        Path video = FfmpegVideos.silent(
                folder.resolve("vfr.mp4"),
                Made.with(
                        FfmpegVideos.h264(),
                        "-vf",
                        "setpts='(N+if(gt(mod(N,7),3),0.5,0)+floor(N/10)*5)/25/TB'",
                        "-fps_mode",
                        "vfr",
                        "-enc_time_base",
                        "1/50"));

        VideoIndex index = Pictures.index(video);

        long[] pts = PacketTableBuilder.shownPts(index.packets());
        assertThat(pts).isEqualTo(FfmpegProbe.framePts(video)).hasSize(FfmpegVideos.FRAMES);
        assertThat(IntStream.range(1, pts.length)
                        .mapToLong(i -> pts[i] - pts[i - 1])
                        .distinct()
                        .count())
                .isGreaterThan(1);
    }

    @Test
    void index_editListThatCutsTheStart_marksPacketsAsNotShown() throws Exception {
        Path whole = FfmpegVideos.silent(folder.resolve("whole.mp4"), FfmpegVideos.h264());
        Path video = folder.resolve("cut.mp4");
        dev.muybridge.testing.FfmpegProgram.ffmpeg(
                "-ss", "0.72", "-i", whole.toString(), "-c", "copy", video.toString());

        PacketTable packets = Pictures.index(video).packets();

        long[] shown = PacketTableBuilder.shownPts(packets);
        assertThat(shown).isEqualTo(FfmpegProbe.framePts(video));
        assertThat(shown.length).isLessThan(packets.size());
        assertThat(Arrays.stream(shown).min()).hasValue(0);
    }
}
