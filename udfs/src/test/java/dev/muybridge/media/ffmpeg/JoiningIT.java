package dev.muybridge.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muybridge.install.Installation;
import dev.muybridge.media.EncodedSegment;
import dev.muybridge.media.JoinJob;
import dev.muybridge.media.JoinReport;
import dev.muybridge.pose.VideoException;
import dev.muybridge.testing.FfmpegProbe;
import dev.muybridge.testing.FfmpegProgram;
import dev.muybridge.testing.FfmpegVideos;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JoiningIT {
    private static final int PARTS = 4;
    private static final int OPUS_HEADER = 0x195;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.muybridge.media.ffmpeg.Made#all")
    void join_anyFormat_keepsEveryTime(Made made) throws Exception {
        Path video = made.in(folder);
        assertJoined(new Pipeline(video), made.expectedPts(video));
    }

    private Path assertJoined(Pipeline pipeline, long[] expected) throws Exception {
        Path target = folder.resolve("joined.mp4");

        JoinReport report = pipeline.join(PARTS, target);

        assertThat(report.framePts()).isEqualTo(expected).hasSizeGreaterThan(PARTS);
        int num = pipeline.index().info().timeBase().num();
        assertThat(FfmpegProbe.stream(target, "v:0", "time_base"))
                .isEqualTo("1/" + pipeline.index().info().timeBase().den());
        long[] probed = FfmpegProbe.framePts(target);
        for (int i = 0; i < probed.length; i++) {
            probed[i] /= num;
        }
        assertThat(probed).isEqualTo(expected);
        assertThat(FfmpegProbe.stream(target, "v:0", "duration_ts"))
                .isEqualTo(Long.toString(pipeline.index().info().durationTicks() * num));
        assertPlaysInBrowsers(target);
        return target;
    }

    private static void assertPlaysInBrowsers(Path target) throws Exception {
        assertThat(FfmpegProbe.stream(target, "v:0", "codec_name")).isEqualTo("h264");
        assertThat(FfmpegProbe.stream(target, "v:0", "profile")).isEqualTo("High");
        assertThat(FfmpegProbe.stream(target, "v:0", "codec_tag_string")).isEqualTo("avc1");
        assertThat(FfmpegProbe.stream(target, "v:0", "pix_fmt")).isIn("yuv420p", "yuvj420p");
        assertThat(FfmpegProbe.stream(target, "v:0", "has_b_frames")).isEqualTo("0");
        String text = new String(Files.readAllBytes(target), StandardCharsets.ISO_8859_1);
        assertThat(text.indexOf("moov")).isPositive().isLessThan(text.indexOf("mdat"));
    }

    @ParameterizedTest
    @CsvSource({
        "mp4, aac",
        "mkv, aac",
        "ts, aac",
        "mov, aac",
        "mp4, libmp3lame",
        "mkv, libmp3lame",
        "avi, libmp3lame",
        "mkv, ac3",
        "mp4, eac3",
        "mkv, libopus",
        "mkv, flac",
        "mov, alac"
    })
    void join_soundThatMp4Holds_isCopiedBitByBit(String extension, String codec) throws Exception {
        Path video = FfmpegVideos.withSound(
                folder.resolve("in." + extension), Made.with(FfmpegVideos.h264(), "-c:a", codec, "-b:a", "128k"));
        Pipeline pipeline = new Pipeline(video);

        Path target = folder.resolve("joined.mp4");
        JoinReport report = pipeline.join(PARTS, target);

        assertThat(report.note()).isEmpty();
        if (!extension.equals("ts")) {
            // In MPEG-TS each AAC packet has a header that MP4 keeps once for all.
            assertThat(FfmpegProbe.soundHashes(target))
                    .isEqualTo(FfmpegProbe.soundHashes(video))
                    .hasSizeGreaterThan(20);
        }
        double[] expected = FfmpegProbe.soundTimes(video);
        double[] found = FfmpegProbe.soundTimes(target);
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).as("packet %d", i).isCloseTo(expected[i], within(0.0011));
        }
    }

    /** A header of Opus that is missing, which the muxer asks for last. */
    @Test
    void join_soundThatMp4RefusesAtItsEnd_isAnotherWayThanCopied() throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of("..", "data", "fuzz", "vp9.webm"));
        bytes[OPUS_HEADER - 4] = (byte) 0xf0; // the element before it swallows it
        Path video = Files.write(folder.resolve("in.webm"), bytes);

        JoinReport report = new Pipeline(video).join(1, folder.resolve("joined.mp4"));

        assertThat(report.note()).startsWith("The sound (opus) was ");
        assertThat(report.framePts()).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({"mov, pcm_s16le", "avi, pcm_s16le", "webm, vorbis", "mkv, wmav2", "mkv, pcm_f32le"})
    void join_otherSound_becomesAacAndIsSaid(String extension, String codec) throws Exception {
        String[] picture = extension.equals("webm") ? Made.vp9() : FfmpegVideos.h264();
        Path video = FfmpegVideos.withSound(
                folder.resolve("in." + extension), Made.with(picture, "-c:a", codec, "-ac", "2", "-strict", "-2"));
        Pipeline pipeline = new Pipeline(video);

        Path target = folder.resolve("joined.mp4");
        JoinReport report = pipeline.join(PARTS, target);

        assertThat(report.note())
                .contains("encoded to AAC")
                .containsPattern("pcm|vorbis|wma")
                .endsWith(".");
        assertThat(FfmpegProbe.stream(target, "a:0", "codec_name")).isEqualTo("aac");
        assertThat(report.framePts()).isEqualTo(pipeline.pts());
        double correlation = Hearing.correlation(Hearing.samples(video), Hearing.samples(target));
        assertThat(correlation).isGreaterThan(0.99);
    }

    @Test
    void join_soundThatTheMuxerRefuses_becomesAac() throws Exception {
        Path video = FfmpegVideos.withSound(
                folder.resolve("slow.mkv"), Made.with(FfmpegVideos.h264(), "-c:a", "libmp3lame", "-ar", "8000"));
        Path target = folder.resolve("joined.mp4");

        JoinReport report = new Pipeline(video).join(PARTS, target);

        assertThat(report.note())
                .isEqualTo("The sound (mp3) was encoded to AAC, because MP4 or browsers do not support it.");
        assertThat(FfmpegProbe.stream(target, "a:0", "sample_rate")).isEqualTo("8000");
        assertThat(Hearing.correlation(Hearing.samples(video), Hearing.samples(target)))
                .isGreaterThan(0.98);
    }

    @Test
    void join_twoStreamsOfSound_keepsBoth() throws Exception {
        Path one = FfmpegVideos.withSound(folder.resolve("one.mov"), Made.with(FfmpegVideos.h264(), "-c:a", "aac"));
        Path video = folder.resolve("two.mov");
        FfmpegProgram.ffmpeg(
                "-i",
                one.toString(),
                "-map",
                "0:v",
                "-map",
                "0:a",
                "-map",
                "0:a",
                "-c",
                "copy",
                "-c:a:1",
                "pcm_s16le",
                video.toString());
        Path target = folder.resolve("joined.mp4");

        JoinReport report = new Pipeline(video).join(PARTS, target);

        assertThat(report.note()).contains("pcm_s16le").doesNotContain("(aac)");
        assertThat(FfmpegProbe.stream(target, "a:0", "codec_name")).isEqualTo("aac");
        assertThat(FfmpegProbe.stream(target, "a:1", "codec_name")).isEqualTo("aac");
    }

    @Test
    @Tag("all")
    void join_sample_keepsFramesAndSound() throws Exception {
        Path video = Installation.current().sample("demo.mp4");
        assumeTrue(Files.exists(video), "the samples are installed");
        Path target = folder.resolve("joined.mp4");
        Pipeline pipeline = new Pipeline(video);

        JoinReport report = pipeline.join(PARTS, target);

        assertThat(report.framePts()).isEqualTo(FfmpegProbe.framePts(video)).hasSize(230);
        assertThat(FfmpegProbe.framePts(target)).isEqualTo(FfmpegProbe.framePts(video));
        assertThat(report.note()).isEmpty();
        assertThat(FfmpegProbe.soundHashes(target))
                .isEqualTo(FfmpegProbe.soundHashes(video))
                .hasSize(333);
    }

    @Test
    void join_startThatIsNotZero_isKept() throws Exception {
        Path video = FfmpegVideos.withSound(
                folder.resolve("late.mp4"), Made.with(FfmpegVideos.h264(), "-c:a", "aac", "-output_ts_offset", "3.5"));
        Pipeline pipeline = new Pipeline(video);
        assertThat(pipeline.pts()[0]).isPositive();

        Path target = assertJoined(pipeline, FfmpegProbe.framePts(video));

        assertThat(FfmpegProbe.soundHashes(target)).isEqualTo(FfmpegProbe.soundHashes(video));
        assertThat(FfmpegProbe.soundTimes(target)[5]).isCloseTo(FfmpegProbe.soundTimes(video)[5], within(0.0001));
    }

    /** So that a segment which is the whole video need not be kept beside it. */
    @Test
    void onlySegment_isTheOneThatWasJoined() throws Exception {
        String[] h264 = FfmpegVideos.h264();
        assertOnlySegment(FfmpegVideos.withSound(
                folder.resolve("late.mp4"), Made.with(h264, "-c:a", "aac", "-output_ts_offset", "3.5")));
        assertOnlySegment(FfmpegVideos.video(
                folder.resolve("ntsc.avi"), "320x180", "30000/1001", "-c:v", "mpeg4", "-g", "12", "-q:v", "4"));
        assertOnlySegment(FfmpegVideos.silent(
                folder.resolve("vfr.mkv"),
                Made.with(
                        h264,
                        "-vf",
                        "setpts='(N+if(gt(mod(N,7),3),0.5,0)+floor(N/10)*5)/25/TB',setsar=4/3",
                        "-fps_mode",
                        "vfr",
                        "-enc_time_base",
                        "1/1000")));
    }

    private void assertOnlySegment(Path video) throws Exception {
        Pipeline pipeline = new Pipeline(video);
        Path joined = folder.resolve(video.getFileName() + ".joined.mp4");
        pipeline.join(1, joined);

        assertThat(new FfmpegVideoFiles().onlySegment(new LocalSource(joined)))
                .isEqualTo(pipeline.segment(0, pipeline.pts().length).mp4());
    }

    @Test
    void join_ntscRateInOddTimeBase_isExact() throws Exception {
        Path video = FfmpegVideos.video(
                folder.resolve("ntsc.avi"), "320x180", "30000/1001", "-c:v", "mpeg4", "-g", "12", "-q:v", "4");
        Pipeline pipeline = new Pipeline(video);
        assertThat(pipeline.index().info().timeBase()).hasToString("1001/30000");
        assertJoined(pipeline, pipeline.pts());
    }

    @Test
    void join_variableFrameRate_keepsEveryTime() throws Exception {
        Path video = FfmpegVideos.silent(
                folder.resolve("vfr.mkv"),
                Made.with(
                        FfmpegVideos.h264(),
                        "-vf",
                        "setpts='(N+if(gt(mod(N,7),3),0.5,0)+floor(N/10)*5)/25/TB'",
                        "-fps_mode",
                        "vfr",
                        "-enc_time_base",
                        "1/1000"));
        assertJoined(new Pipeline(video), FfmpegProbe.framePts(video));
    }

    @ParameterizedTest
    @CsvSource({"90", "180", "270"})
    void join_rotated_standsUprightWithoutAFlag(String degrees) throws Exception {
        Path flat = FfmpegVideos.silent(folder.resolve("flat.mp4"), FfmpegVideos.h264());
        Path video = folder.resolve("turned.mp4");
        FfmpegProgram.ffmpeg("-display_rotation", degrees, "-i", flat.toString(), "-c", "copy", video.toString());
        Pipeline pipeline = new Pipeline(video);

        Path target = assertJoined(pipeline, FfmpegProbe.framePts(video));

        boolean lying = !degrees.equals("180");
        assertThat(FfmpegProbe.stream(target, "v:0", "width")).isEqualTo(lying ? "180" : "320");
        assertThat(FfmpegProbe.rotation(target)).isEmpty();
        assertThat(Similarity.ssim(video, target)).isGreaterThan(0.95);
    }

    @Test
    void join_segmentsOfOtherSettings_saysSo() throws Exception {
        Path small = FfmpegVideos.silent(folder.resolve("small.mp4"), FfmpegVideos.h264());
        Path large = FfmpegVideos.video(folder.resolve("large.mp4"), "640x360", "25", FfmpegVideos.h264());
        EncodedSegment first = new Pipeline(small).segment(0, 10);
        EncodedSegment second = new Pipeline(large).segment(10, 20);
        Pipeline pipeline = new Pipeline(small);
        JoinJob job = new JoinJob(
                List.of(new BytesSource(first.mp4()), new BytesSource(second.mp4())),
                List.of(pipeline.pts()[0], pipeline.pts()[10]),
                pipeline.index().info().timeBase(),
                new LocalSource(small),
                null);

        assertThatThrownBy(() -> new FfmpegVideoFiles().join(job, folder.resolve("no.mp4")))
                .isInstanceOf(VideoException.class)
                .hasMessage("ledger_mismatch: Segment 1 was encoded with other settings than segment 0; they cannot be"
                        + " joined.");
    }

    @Test
    void join_segmentsThatOverlap_saysSo() throws Exception {
        Path video = FfmpegVideos.silent(folder.resolve("a.mp4"), FfmpegVideos.h264());
        Pipeline pipeline = new Pipeline(video);
        BytesSource segment = new BytesSource(pipeline.segment(0, 10).mp4());
        JoinJob job = new JoinJob(
                List.of(segment, segment),
                List.of(0L, pipeline.pts()[9]),
                pipeline.index().info().timeBase(),
                new LocalSource(video),
                null);

        assertThatThrownBy(() -> new FfmpegVideoFiles().join(job, folder.resolve("no.mp4")))
                .isInstanceOf(VideoException.class)
                .hasMessage("ledger_mismatch: Segment 1 begins before segment 0 has ended.");
    }
}
