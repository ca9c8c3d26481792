package dev.muybridge.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.media.JoinReport;
import dev.muybridge.testing.FfmpegProbe;
import dev.muybridge.testing.FfmpegProgram;
import dev.muybridge.testing.FfmpegVideos;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged stream other than the pictures costs that stream, or the rest of it, and nothing else. */
class DamagedStreamsIT {
    private static final int PARTS = 2;
    private static final String CUT_SHORT = ", which is damaged, was cut short: ";

    @TempDir
    Path folder;

    private Path target;

    @BeforeEach
    void target() {
        target = folder.resolve("joined.mp4");
    }

    @Test
    void join_coverOfUnknownSize_isLeftOutAndTheSoundIsKept() throws Exception {
        Path video = withCover();
        damage(video, "\u0089PNG", 8, 64);

        JoinReport report = joined(video);

        assertThat(report.note()).isEqualTo("The cover picture (png) was left out, because MP4 cannot hold it.");
        assertThat(FfmpegProbe.soundHashes(target)).isEqualTo(FfmpegProbe.soundHashes(video));
    }

    @Test
    void join_flacWithADamagedHeader_isLeftOut() throws Exception {
        Path video = FfmpegVideos.withSound(
                folder.resolve("in.mkv"), Made.with(FfmpegVideos.h264(), "-c:a", "flac", "-strict", "-2"));
        damage(video, "fLaC", 0, 42);

        JoinReport report = joined(video);

        assertThat(report.note()).startsWith("The sound (flac) was left out: ");
    }

    @Test
    void join_soundThatStopsBeingNumbers_isCutShort() throws Exception {
        Path sound = folder.resolve("sound.raw");
        ByteBuffer samples = ByteBuffer.allocate(4 * 48_000 * 2).order(ByteOrder.LITTLE_ENDIAN);
        while (samples.hasRemaining()) {
            samples.putFloat(samples.position() < samples.capacity() / 2 ? 0.1f : Float.NaN);
        }
        Files.write(sound, samples.array());
        Path video = with(
                List.of("-f", "f32le", "-ar", "48000", "-ac", "1", "-i", sound.toString()),
                "-map",
                "1",
                "-c:a",
                "copy");

        JoinReport report = joined(video);

        assertThat(report.note()).contains("The sound (pcm_f32le)" + CUT_SHORT);
        assertThat(FfmpegProbe.soundTimes(target)).hasSizeBetween(30, 60);
    }

    @Test
    void join_soundThatTheMuxerRefuses_costsNoOtherSoundOrSubtitle() throws Exception {
        Path text = Files.writeString(folder.resolve("text.srt"), "1\n00:00:00,100 --> 00:00:01,000\nHello\n");
        List<String> inputs = List.of("-i", text.toString(), "-f", "lavfi", "-i", "sine=duration=2:sample_rate=8000");
        Path video = with(
                inputs,
                "-map",
                "2:a",
                "-map",
                "2:a",
                "-map",
                "1:s",
                "-c:a:0",
                "aac",
                "-c:a:1",
                "libmp3lame",
                "-c:s",
                "srt");

        JoinReport report = joined(video);

        assertThat(report.note())
                .isEqualTo("The sound (mp3) was encoded to AAC, because MP4 or browsers do not support it.");
        assertThat(FfmpegProbe.stream(target, "s:0", "codec_name")).isEqualTo("mov_text");
    }

    /** An hour of silence would be encoded up to that packet, and with larger numbers years. */
    @Test
    void join_soundWithATimeFarBehindTheEnd_isNotReachedThroughSilence() throws Exception {
        List<String> sound = List.of("-f", "lavfi", "-i", "sine=duration=2:sample_rate=48000");
        Path video =
                with(sound, "-map", "1", "-c:a", "pcm_s16le", "-bsf:a", "setts=ts=if(gt(N\\,20)\\,PTS+36000000\\,PTS)");
        byte[] bytes = Files.readAllBytes(video);
        int duration = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("D\u0089\u0088") + 3;
        ByteBuffer.wrap(bytes).putDouble(duration, 2400);
        Files.write(video, bytes);

        JoinReport report = joined(video);

        assertThat(report.note()).contains("The sound (pcm_s16le)").contains("sound packets are damaged");
        assertThat(FfmpegProbe.soundTimes(target)).hasSizeBetween(10, 100);
    }

    private JoinReport joined(Path video) throws Exception {
        Pipeline pipeline = new Pipeline(video);
        JoinReport report = pipeline.join(PARTS, target);
        assertThat(report.framePts()).isEqualTo(pipeline.pts()).hasSize(FfmpegVideos.FRAMES);
        assertThat(FfmpegProbe.framePts(target)).hasSize(FfmpegVideos.FRAMES);
        return report;
    }

    private Path withCover() {
        Path cover = folder.resolve("cover.png");
        FfmpegProgram.ffmpeg("-f", "lavfi", "-i", "testsrc2=size=64x64", "-frames:v", "1", cover.toString());
        Path plain = FfmpegVideos.withSound(folder.resolve("plain.mp4"), Made.with(FfmpegVideos.h264(), "-c:a", "aac"));
        Path video = folder.resolve("cover.mp4");
        List<String> words = new ArrayList<>(List.of("-i", plain.toString(), "-i", cover.toString()));
        words.addAll(List.of("-map", "0", "-map", "1", "-c", "copy", "-disposition:v:1", "attached_pic"));
        words.add(video.toString());
        FfmpegProgram.ffmpeg(words.toArray(new String[0]));
        return video;
    }

    /** Pictures in Matroska, with streams of these inputs. */
    private Path with(List<String> inputs, String... encoding) {
        Path silent = FfmpegVideos.silent(folder.resolve("silent.mp4"), FfmpegVideos.h264());
        Path video = folder.resolve("in.mkv");
        List<String> words = new ArrayList<>(List.of("-i", silent.toString()));
        words.addAll(inputs);
        words.addAll(List.of("-map", "0:v", "-c:v", "copy"));
        words.addAll(List.of(encoding));
        words.add(video.toString());
        FfmpegProgram.ffmpeg(words.toArray(new String[0]));
        return video;
    }

    /** Zeros, from so many bytes behind the place where {@code mark} first stands. */
    private static void damage(Path file, String mark, int from, int length) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(mark);
        assertThat(at).as(mark).isPositive();
        Arrays.fill(bytes, at + from, at + from + length, (byte) 0);
        Files.write(file, bytes);
    }
}
