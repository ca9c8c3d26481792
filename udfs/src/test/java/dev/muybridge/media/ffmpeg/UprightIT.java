package dev.muybridge.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.media.Colour;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.RgbImage;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.testing.FfmpegProgram;
import dev.muybridge.testing.FfmpegVideos;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UprightIT {
    @TempDir
    Path folder;

    private static FrameReader open(Path video) throws Exception {
        VideoIndex index = Pictures.index(video);
        PacketRun run = new FfmpegVideoFiles().read(new LocalSource(video), Pictures.whole(index.packets()));
        return new FfmpegFrameCodec().reader(run, index.info().rotation());
    }

    @ParameterizedTest
    @CsvSource({
        "320x180, yuv420p, 0", "320x180, yuv420p, 90", "320x180, yuv420p, 180", "320x180, yuv420p, 270",
                "321x181, yuv444p, 0",
        "321x180, yuv420p, 0", "320x181, yuv420p, 0", "321x181, yuv420p, 90", "322x182, yuv420p, 0",
                "334x180, yuv420p, 0",
        "320x180, bgr0, 0", "321x181, bgr0, 90", "1280x720, yuv420p, 0", "320x180, yuvj420p, 0",
                "320x180, yuv422p10le, 0"
    })
    void rgb_anyShape_isWhatFfmpegShows(String size, String format, String degrees) throws Exception {
        Path flat = FfmpegVideos.video(
                folder.resolve("flat.mkv"),
                size,
                "25",
                "-c:v",
                "ffv1",
                "-pix_fmt",
                format.replace("yuvj", "yuv"),
                "-color_range",
                format.startsWith("yuvj") ? "pc" : "tv");
        Path video = folder.resolve("turned.mkv");
        FfmpegProgram.ffmpeg("-display_rotation", degrees, "-i", flat.toString(), "-c", "copy", video.toString());
        Path raw = folder.resolve("frames.rgb");
        boolean hd = size.equals("1280x720");
        FfmpegProgram.ffmpeg(
                "-i",
                video.toString(),
                "-frames:v",
                "1",
                "-vf",
                "scale=in_color_matrix=" + (hd ? "bt709" : "bt601") + ":flags=bilinear,format=rgb24",
                "-f",
                "rawvideo",
                raw.toString());
        byte[] expected = Files.readAllBytes(raw);

        try (FrameReader reader = open(video)) {
            VideoFrame frame = Objects.requireNonNull(reader.next());
            RgbImage image = reader.rgb();
            assertThat(image.width()).isEqualTo(frame.width());
            assertThat(image.height()).isEqualTo(frame.height());
            byte[] found = new byte[image.pixels().capacity()];
            image.pixels().duplicate().position(0).get(found);
            assertThat(found).hasSameSizeAs(expected);
            assertAlike(found, expected, image.width());
        }
    }

    /** Chroma may be interpolated in another way, so single pixels differ; the mean and every edge must not. */
    private static void assertAlike(byte[] found, byte[] expected, int width) {
        long sum = 0;
        long right = 0;
        int height = found.length / 3 / width;
        for (int i = 0; i < found.length; i++) {
            int difference = Math.abs((found[i] & 0xff) - (expected[i] & 0xff));
            sum += difference;
            if (i / 3 % width == width - 1) {
                right += difference;
            }
        }
        assertThat((double) sum / found.length).as("mean difference").isLessThan(6);
        assertThat((double) right / (3 * height))
                .as("mean difference in the last column")
                .isLessThan(8);
        long bottom = 0;
        for (int i = found.length - 3 * width; i < found.length; i++) {
            bottom += Math.abs((found[i] & 0xff) - (expected[i] & 0xff));
        }
        assertThat((double) bottom / (3 * width))
                .as("mean difference in the last row")
                .isLessThan(8);
    }

    @ParameterizedTest
    @CsvSource({
        "240x240, 4/3, 0, 320x240",
        "240x240, 4/3, 90, 240x320",
        "240x240, 3/4, 0, 240x320",
        "241x181, 16/15, 0, 258x181",
        "240x240, 136/135, 0, 240x240",
        "240x240, 9/1, 0, 240x240"
    })
    void rgb_pixelsThatAreNotSquare_areMadeSo(String size, String aspect, String degrees, String expected)
            throws Exception {
        Path flat = FfmpegVideos.video(
                folder.resolve("flat.mkv"), size, "25", "-aspect:v", dar(size, aspect), "-c:v", "ffv1");
        Path video = folder.resolve("turned.mkv");
        FfmpegProgram.ffmpeg("-display_rotation", degrees, "-i", flat.toString(), "-c", "copy", video.toString());

        VideoInfo info = Pictures.index(video).info();
        assertThat(info.width() + "x" + info.height()).isEqualTo(expected);
        try (FrameReader reader = open(video)) {
            VideoFrame frame = Objects.requireNonNull(reader.next());
            assertThat(frame.width() + "x" + frame.height()).isEqualTo(expected);
            assertThat(reader.rgb().width() + "x" + reader.rgb().height()).isEqualTo(expected);
        }
    }

    /** The aspect of the whole picture whose pixels have that one. */
    private static String dar(String size, String aspect) {
        String[] sides = size.split("x", 2);
        String[] pixel = aspect.split("/", 2);
        return Integer.parseInt(sides[0]) * Integer.parseInt(pixel[0]) + ":"
                + Integer.parseInt(sides[1]) * Integer.parseInt(pixel[1]);
    }

    @ParameterizedTest
    @CsvSource({
        "yuv420p, tv, 1, ''",
        "yuv420p, pc, 1, 'The picture (full range) was converted to BT.709 in 8 bits.'",
        "yuv422p10le, tv, 1, 'The picture (10 bits) was converted to BT.709 in 8 bits.'",
        "yuv420p10le, tv, 16, 'The picture (10 bits, HDR, PQ) was converted to BT.709 in 8 bits.'",
        "yuv420p10le, tv, 18, 'The picture (10 bits, HDR, HLG) was converted to BT.709 in 8 bits.'"
    })
    void frame_ofManyBitsOrFullRangeOrHdr_isBt709AndSaid(String format, String range, String transfer, String note)
            throws Exception {
        Path video = FfmpegVideos.video(
                folder.resolve("a.mkv"),
                "320x180",
                "25",
                "-c:v",
                "ffv1",
                "-pix_fmt",
                format,
                "-color_range",
                range,
                "-vf",
                "setparams=color_trc=" + transfer);

        assertThat(Pictures.index(video).info().note()).isEqualTo(note);
        try (FrameReader reader = open(video)) {
            Colour colour = Objects.requireNonNull(reader.next()).colour();
            assertThat(colour.range()).isEqualTo(1);
            if (!note.isEmpty()) {
                assertThat(colour).isEqualTo(new Colour(1, 1, 1, 1));
            }
        }
    }

    @Test
    void rgb_afterDrawing_isThePictureAsDecoded() throws Exception {
        Path video = FfmpegVideos.silent(folder.resolve("a.mp4"), FfmpegVideos.h264());
        try (FrameReader reader = open(video)) {
            VideoFrame frame = Objects.requireNonNull(reader.next());
            byte[] before = bytes(reader.rgb());
            ByteBuffer luma = frame.plane(0);
            for (int i = 0; i < luma.capacity(); i++) {
                luma.put(i, (byte) 16);
            }
            assertThat(bytes(reader.rgb())).isEqualTo(before);
        }
    }

    @Test
    void plane_drawnOn_doesNotReachLaterFrames() throws Exception {
        Path video = FfmpegVideos.silent(folder.resolve("a.mp4"), FfmpegVideos.h264());
        var expected =
                Pictures.decode(video, Pictures.whole(Pictures.index(video).packets()), 0);
        try (FrameReader reader = open(video)) {
            int frames = 0;
            for (VideoFrame frame = reader.next(); frame != null; frame = reader.next()) {
                assertThat(Pictures.checksum(frame)).isEqualTo(expected.get(frame.pts()));
                for (int plane = 0; plane < 3; plane++) {
                    ByteBuffer bytes = frame.plane(plane);
                    for (int i = 0; i < bytes.capacity(); i++) {
                        bytes.put(i, (byte) 16);
                    }
                }
                frames++;
            }
            assertThat(frames).isEqualTo(FfmpegVideos.FRAMES);
        }
    }

    @Test
    void plane_oddSize_repeatsTheLastColumnAndRow() throws Exception {
        Path video =
                FfmpegVideos.video(folder.resolve("odd.mkv"), "321x181", "25", "-c:v", "ffv1", "-pix_fmt", "yuv420p");
        try (FrameReader reader = open(video)) {
            VideoFrame frame = Objects.requireNonNull(reader.next());
            assertThat(frame.width()).isEqualTo(321);
            assertThat(frame.height()).isEqualTo(181);
            ByteBuffer luma = frame.plane(0);
            for (int y = 0; y < 181; y++) {
                assertThat(luma.get(y * frame.stride(0) + 321)).isEqualTo(luma.get(y * frame.stride(0) + 320));
            }
            assertThat(luma.get(60 * frame.stride(0) + 320) & 0xff)
                    .as("the last column's own content")
                    .isGreaterThan(20);
            for (int x = 0; x < 321; x++) {
                assertThat(luma.get(181 * frame.stride(0) + x)).isEqualTo(luma.get(180 * frame.stride(0) + x));
            }
        }
    }

    @Test
    void plane_afterNext_failsLoudly() throws Exception {
        Path video = FfmpegVideos.silent(folder.resolve("a.mp4"), FfmpegVideos.h264());
        FrameReader reader = open(video);
        try (reader) {
            VideoFrame first = Objects.requireNonNull(reader.next());
            assertThat(reader.next()).isNotNull();
            assertThatThrownBy(() -> first.plane(0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the frame is no longer valid: its reader has moved on or is closed");
        }
        reader.close();
        assertThatThrownBy(reader::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the frame reader is closed");
    }

    private static byte[] bytes(RgbImage image) {
        byte[] bytes = new byte[image.pixels().capacity()];
        image.pixels().duplicate().position(0).get(bytes);
        return bytes;
    }
}
