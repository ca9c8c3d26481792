package dev.muybridge.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.media.Colour;
import dev.muybridge.media.EncodedSegment;
import dev.muybridge.media.EncoderSettings;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.FrameWriter;
import dev.muybridge.media.Rational;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.testing.FfmpegProbe;
import dev.muybridge.testing.FfmpegVideos;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodingIT {
    @TempDir
    Path folder;

    /** A grey picture with a bright dot that moves. */
    private record Grey(long pts, int width, int height, ByteBuffer[] planes) implements VideoFrame {
        static Grey at(long pts, int width, int height) {
            ByteBuffer[] planes = new ByteBuffer[3];
            for (int i = 0; i < 3; i++) {
                int even = (width + 1) / 2 * 2 * ((height + 1) / 2 * 2) / (i == 0 ? 1 : 4);
                planes[i] = ByteBuffer.allocateDirect(even);
                for (int j = 0; j < even; j++) {
                    planes[i].put(j, (byte) 128);
                }
            }
            planes[0].put((int) (Math.abs(pts) % width), (byte) 250);
            return new Grey(pts, width, height, planes);
        }

        @Override
        public Colour colour() {
            return new Colour(1, 1, 1, 1);
        }

        @Override
        public ByteBuffer plane(int index) {
            return planes[index];
        }

        @Override
        public int stride(int index) {
            int even = (width + 1) / 2 * 2;
            return index == 0 ? even : even / 2;
        }
    }

    private static EncoderSettings settings(int width, int height, TimeBase timeBase, Rational rate) {
        return new EncoderSettings(width, height, timeBase, rate, new Colour(1, 1, 1, 1), "superfast", 23);
    }

    private static EncodedSegment encode(EncoderSettings settings, long... pts) {
        try (FrameWriter writer = new FfmpegFrameCodec().writer(settings)) {
            for (int i = 0; i < pts.length; i++) {
                long duration = i + 1 < pts.length ? pts[i + 1] - pts[i] : 77;
                writer.write(Grey.at(pts[i], settings.width(), settings.height()), duration);
            }
            return writer.finish();
        }
    }

    private Path file(EncodedSegment segment) throws Exception {
        return Files.write(folder.resolve("segment.mp4"), segment.mp4());
    }

    @Test
    void finish_variableFrameRate_keepsTimesAndTheLastDuration() throws Exception {
        long[] pts = {90_000, 93_003, 93_004, 99_000, 250_000, 253_003};

        EncodedSegment segment = encode(settings(64, 48, new TimeBase(1, 90_000), new Rational(30, 1)), pts);

        assertThat(segment.framePts()).isEqualTo(pts);
        Path file = file(segment);
        assertThat(FfmpegProbe.framePts(file))
                .isEqualTo(Arrays.stream(pts).map(time -> time - pts[0]).toArray());
        assertThat(FfmpegProbe.stream(file, "v:0", "time_base")).isEqualTo("1/90000");
        assertThat(FfmpegProbe.stream(file, "v:0", "duration_ts"))
                .isEqualTo(Long.toString(pts[pts.length - 1] + 77 - pts[0]));
    }

    @Test
    void finish_timeBaseWithANumerator_isAnExactFraction() throws Exception {
        EncodedSegment segment =
                encode(settings(64, 48, new TimeBase(1001, 30_000), new Rational(30_000, 1001)), 5, 6, 7, 9);

        Path file = file(segment);
        assertThat(FfmpegProbe.stream(file, "v:0", "time_base")).isEqualTo("1/30000");
        assertThat(FfmpegProbe.framePts(file)).containsExactly(0, 1001, 2002, 4004);
    }

    @Test
    void finish_anySettings_playsInBrowsers() throws Exception {
        EncodedSegment segment = encode(settings(64, 48, new TimeBase(1, 25), new Rational(25, 1)), 0, 1, 2);

        Path file = file(segment);
        assertThat(FfmpegProbe.stream(file, "v:0", "profile")).isEqualTo("High");
        assertThat(FfmpegProbe.stream(file, "v:0", "codec_tag_string")).isEqualTo("avc1");
        assertThat(FfmpegProbe.stream(file, "v:0", "pix_fmt")).isEqualTo("yuv420p");
        assertThat(FfmpegProbe.stream(file, "v:0", "has_b_frames")).isEqualTo("0");
        assertThat(FfmpegProbe.stream(file, "v:0", "color_space")).isEqualTo("bt709");
        assertThat(FfmpegProbe.stream(file, "v:0", "color_range")).isEqualTo("tv");
        String text = new String(segment.mp4(), StandardCharsets.ISO_8859_1);
        assertThat(text.indexOf("moov")).isPositive().isLessThan(text.indexOf("mdat"));
    }

    @Test
    void finish_oddSize_isPaddedByOnePixel() throws Exception {
        EncodedSegment segment = encode(settings(65, 47, new TimeBase(1, 25), new Rational(25, 1)), 0, 1, 2);

        assertThat(FfmpegProbe.stream(file(segment), "v:0", "width")).isEqualTo("66");
        assertThat(FfmpegProbe.stream(file(segment), "v:0", "height")).isEqualTo("48");
    }

    @Test
    void finish_sameFramesTwice_givesTheSameBytes() {
        EncoderSettings settings = settings(64, 48, new TimeBase(1, 90_000), new Rational(30, 1));
        assertThat(encode(settings, 0, 3000, 6000).mp4())
                .isEqualTo(encode(settings, 0, 3000, 6000).mp4());
    }

    @Test
    void finish_framesDecodedFromAVideo_lookAsBefore() throws Exception {
        Path video = FfmpegVideos.silent(folder.resolve("in.mp4"), FfmpegVideos.h264());
        Pipeline pipeline = new Pipeline(video);
        EncodedSegment segment = pipeline.segment(0, FfmpegVideos.FRAMES);
        assertThat(Similarity.ssim(video, file(segment))).isGreaterThan(0.95);
    }

    @Test
    void write_drawnFrame_showsTheDrawing() throws Exception {
        Path video = FfmpegVideos.silent(folder.resolve("in.mp4"), FfmpegVideos.h264());
        var packets = Pictures.index(video).packets();
        var run = new FfmpegVideoFiles().read(new LocalSource(video), Pictures.whole(packets));
        FfmpegFrameCodec codec = new FfmpegFrameCodec();
        EncodedSegment segment;
        try (FrameReader reader = codec.reader(run, 0);
                FrameWriter writer =
                        codec.writer(settings(320, 180, run.parameters().timeBase(), new Rational(25, 1)))) {
            for (VideoFrame frame = reader.next(); frame != null; frame = reader.next()) {
                ByteBuffer luma = frame.plane(0);
                for (int i = 0; i < frame.stride(0) * 90; i++) {
                    luma.put(i, (byte) 16);
                }
                writer.write(frame, 512);
            }
            segment = writer.finish();
        }
        Path drawn = file(segment);
        var redrawn = new FfmpegVideoFiles()
                .read(
                        new LocalSource(drawn),
                        Pictures.whole(Pictures.index(drawn).packets()));
        int frames = 0;
        try (FrameReader reader = codec.reader(redrawn, 0)) {
            for (VideoFrame frame = reader.next(); frame != null; frame = reader.next()) {
                assertThat(frame.plane(0).get(40 * frame.stride(0) + 160) & 0xff)
                        .isLessThan(20);
                frames++;
            }
        }
        assertThat(frames).isEqualTo(FfmpegVideos.FRAMES);
    }

    @Test
    void write_frameOfAnotherSize_saysBoth() {
        try (FrameWriter writer =
                new FfmpegFrameCodec().writer(settings(64, 48, new TimeBase(1, 25), new Rational(25, 1)))) {
            assertThatThrownBy(() -> writer.write(Grey.at(0, 32, 48), 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the encoder is set to 64x48, the frame is 32x48");
        }
    }

    @Test
    void write_timeThatDoesNotRise_saysBoth() {
        try (FrameWriter writer =
                new FfmpegFrameCodec().writer(settings(64, 48, new TimeBase(1, 25), new Rational(25, 1)))) {
            writer.write(Grey.at(5, 64, 48), 1);
            assertThatThrownBy(() -> writer.write(Grey.at(5, 64, 48), 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("frames must be in presentation order: 5 came after 5");
        }
    }

    @Test
    void write_afterFinish_failsLoudly() {
        FrameWriter writer = new FfmpegFrameCodec().writer(settings(64, 48, new TimeBase(1, 25), new Rational(25, 1)));
        try (writer) {
            writer.write(Grey.at(5, 64, 48), 1);
            writer.finish();
            assertThatThrownBy(() -> writer.write(Grey.at(6, 64, 48), 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the frame writer is finished");
        }
        assertThatThrownBy(writer::finish).hasMessage("the frame writer is closed");
    }

    @Test
    void finish_withoutFrames_failsLoudly() {
        try (FrameWriter writer =
                new FfmpegFrameCodec().writer(settings(64, 48, new TimeBase(1, 25), new Rational(25, 1)))) {
            assertThatThrownBy(writer::finish)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a segment needs at least one frame, none was written");
        }
    }
}
