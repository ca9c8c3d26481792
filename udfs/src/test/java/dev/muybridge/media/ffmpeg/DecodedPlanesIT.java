package dev.muybridge.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.install.Installation;
import dev.muybridge.media.Border;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.Image;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.RgbImage;
import dev.muybridge.media.Square;
import dev.muybridge.media.SquareCutters;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.media.YuvImage;
import dev.muybridge.media.opencv.OpenCvSquareCutters;
import dev.muybridge.testing.FfmpegProgram;
import dev.muybridge.testing.FfmpegVideos;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodedPlanesIT {
    private static final int SIDE = 256;

    @TempDir
    Path folder;

    private static FrameReader open(Path video) throws Exception {
        VideoIndex index = Pictures.index(video);
        PacketRun run = new FfmpegVideoFiles().read(new LocalSource(video), Pictures.whole(index.packets()));
        FrameReader reader = new FfmpegFrameCodec().reader(run, index.info().rotation());
        assertThat(reader.next()).isNotNull();
        return reader;
    }

    private static byte[] cut(Image image, Square square) {
        ByteBuffer rgb = ByteBuffer.allocateDirect(SIDE * SIDE * 3);
        try (SquareCutters cutters = new OpenCvSquareCutters()) {
            cutters.of(image).cut(square, Border.REPLICATE, SIDE, rgb);
        }
        byte[] bytes = new byte[rgb.capacity()];
        rgb.get(bytes);
        return bytes;
    }

    private static double mean(byte[] a, byte[] b) {
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
        }
        return (double) sum / a.length;
    }

    private static double largest(byte[] a, byte[] b) {
        int largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs((a[i] & 0xff) - (b[i] & 0xff)));
        }
        return largest;
    }

    /** A turned square in the middle, two thirds as large as the picture. */
    private static Square middle(Image image) {
        double side = Math.min(image.width(), image.height()) * 2 / 3.0;
        return new Square(image.width() / 2.0, image.height() / 2.0, side, 0.3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo.mp4", "single/cam01.mp4", "single/cam02.mp4", "multi/cam03.mp4"})
    void image_samples_areAsFromRgb(String sample) throws Exception {
        try (FrameReader reader = open(Installation.current().sample(sample))) {
            Image planes = reader.image();
            assertThat(planes).isInstanceOf(YuvImage.class);
            double apart = mean(cut(planes, middle(planes)), cut(reader.rgb(), middle(planes)));
            // Of 255; measured 1.3 to 1.5. FFmpeg's fast conversion repeats colours where this interpolates them, at
            // half of the size.
            assertThat(apart).isLessThan(1.7);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "320x180, yuv420p, 0, 4", "320x180, yuv420p, 90, 4", "320x180, yuv420p, 180, 4", "320x180, yuv420p, 270, 4",
        "321x181, yuv420p, 0, 4", "321x181, yuv420p, 90, 4", "321x181, yuv420p, 180, 4", "334x180, yuv420p, 0, 4",
        "1280x720, yuv420p, 0, 1.5", "320x180, yuvj420p, 0, 4", "320x180, yuv422p, 0, 4", "321x181, yuv444p, 270, 4"
    })
    void image_madeVideos_areAsFromRgb(String size, String format, String degrees, double most) throws Exception {
        Path video = turned(made(size, format), degrees);
        try (FrameReader reader = open(video)) {
            Image planes = reader.image();
            assertThat(planes).isInstanceOf(YuvImage.class);
            RgbImage rgb = reader.rgb();
            assertThat(planes.width() + "x" + planes.height()).isEqualTo(rgb.width() + "x" + rgb.height());
            double apart = mean(cut(planes, middle(planes)), cut(rgb, middle(planes)));
            assertThat(apart).isLessThan(most);
        }
    }

    @ParameterizedTest
    @CsvSource({"4/3, 0", "4/3, 90", "3/4, 270"})
    void image_pixelsThatAreNotSquare_areMadeSo(String aspect, String degrees) throws Exception {
        String[] pixel = aspect.split("/", 2);
        Path video = turned(
                FfmpegVideos.video(
                        folder.resolve("flat.mkv"),
                        "240x240",
                        "25",
                        "-aspect:v",
                        pixel[0] + ":" + pixel[1],
                        "-c:v",
                        "ffv1",
                        "-pix_fmt",
                        "yuv420p"),
                degrees);
        try (FrameReader reader = open(video)) {
            Image planes = reader.image();
            assertThat(planes).isInstanceOf(YuvImage.class);
            double apart = mean(cut(planes, middle(planes)), cut(reader.rgb(), middle(planes)));
            assertThat(apart).isLessThan(4);
        }
    }

    @ParameterizedTest
    @CsvSource({"yuv420p, 90", "yuv420p, 180", "yuv420p, 270", "yuv444p, 90"})
    void image_turnedVideo_isAsTheUprightOne(String format, String degrees) throws Exception {
        Path flat = made("321x181", format);
        Square square = new Square(130.2, 70.7, 110, 0.4);
        byte[] expected;
        try (FrameReader reader = open(flat)) {
            expected = cut(reader.image(), square);
        }
        int rotation = Pictures.index(turned(flat, degrees)).info().rotation();
        Square same = switch (rotation) {
            case 90 -> new Square(180 - square.y(), square.x(), 110, 0.4 + Math.PI / 2);
            case 180 -> new Square(320 - square.x(), 180 - square.y(), 110, 0.4 + Math.PI);
            default -> new Square(square.y(), 320 - square.x(), 110, 0.4 - Math.PI / 2);
        };
        try (FrameReader reader = open(folder.resolve("turned.mkv"))) {
            assertThat(largest(cut(reader.image(), same), expected)).isLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"yuv422p10le, tv, 1, 1", "yuv420p, tv, 16, 9", "yuv420p, pc, 1, 9", "bgr0, tv, 1, 1", "gray, tv, 1, 1"})
    void image_otherKinds_areRgb(String format, String range, String transfer, String primaries) throws Exception {
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
                "setparams=color_primaries=" + primaries + ":color_trc=" + transfer);
        try (FrameReader reader = open(video)) {
            assertThat(reader.image()).isSameAs(reader.rgb());
        }
    }

    @Test
    void image_afterDrawing_isThePictureAsDecoded() throws Exception {
        try (FrameReader reader = open(made("320x180", "yuv420p"))) {
            byte[] before = cut(reader.image(), new Square(160, 90, 100, 0));
            var frame = Objects.requireNonNull(reader.next());
            byte[] second = cut(reader.image(), new Square(160, 90, 100, 0));
            ByteBuffer luma = frame.plane(0);
            for (int i = 0; i < luma.capacity(); i++) {
                luma.put(i, (byte) 16);
            }
            assertThat(cut(reader.image(), new Square(160, 90, 100, 0))).isEqualTo(second);
            assertThat(Arrays.equals(before, second)).isFalse();
        }
    }

    private Path made(String size, String format) {
        List<String> range = List.of("-color_range", format.startsWith("yuvj") ? "pc" : "tv");
        return FfmpegVideos.video(
                folder.resolve("flat.mkv"),
                size,
                "25",
                Stream.concat(Stream.of("-c:v", "ffv1", "-pix_fmt", format.replace("yuvj", "yuv")), range.stream())
                        .toArray(String[]::new));
    }

    private Path turned(Path flat, String degrees) {
        Path video = folder.resolve("turned.mkv");
        FfmpegProgram.ffmpeg("-display_rotation", degrees, "-i", flat.toString(), "-c", "copy", video.toString());
        return video;
    }
}
