package dev.muybridge.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muybridge.media.ByteSource;
import dev.muybridge.media.Clip;
import dev.muybridge.media.EncodedPacket;
import dev.muybridge.media.Limits;
import dev.muybridge.media.SeekableInput;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import dev.muybridge.testing.FfmpegProgram;
import dev.muybridge.testing.FfmpegVideos;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresIT {
    @TempDir
    Path folder;

    private static Failure failureOf(Path video) throws IOException {
        return failureOf(new LocalSource(video));
    }

    static Failure failureOf(ByteSource video) {
        VideoException thrown = catchThrowableOfType(VideoException.class, () -> new FfmpegVideoFiles().index(video));
        assertThat(thrown).as("a failure").isNotNull();
        assertThat(thrown.failure().detail()).endsWith(".");
        return thrown.failure();
    }

    @Test
    void index_emptyFile_isEmptyFile() {
        assertThat(failureOf(new BytesSource(new byte[0])))
                .isEqualTo(new Failure(FailureKind.EMPTY_FILE, "The file has no bytes."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This is a text, not a video.\n",
                "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n/etc/hostname\n#EXT-X-ENDLIST\n",
                "ffconcat version 1.0\nfile /etc/hostname\n",
                "<?xml version=\"1.0\"?><MPD type=\"static\"><Period><BaseURL>/etc/hostname</BaseURL></Period></MPD>"
            })
    void index_text_isNotAVideo(String text) {
        assertThat(failureOf(new BytesSource(text.getBytes(StandardCharsets.UTF_8)))
                        .kind())
                .isEqualTo(FailureKind.NOT_A_VIDEO);
    }

    @Test
    void index_partBehindTheEnd_saysHowLongTheVideoIs() {
        Path video = FfmpegVideos.silent(folder.resolve("short.mp4"), FfmpegVideos.h264());

        assertThatThrownBy(() -> new FfmpegVideoFiles()
                        .index(new LocalSource(video), new Clip(60, Double.POSITIVE_INFINITY), Limits.DEFAULT))
                .hasMessage("empty_clip: The video has no frame from 60.0 s to its end; it is 2.4 s long.");
    }

    @Test
    void index_soundOnly_isNoVideoStream() throws Exception {
        Path sound = folder.resolve("sound.mp4");
        FfmpegProgram.ffmpeg("-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac", sound.toString());
        assertThat(failureOf(sound))
                .isEqualTo(new Failure(FailureKind.NO_VIDEO_STREAM, "The file has no video stream."));
    }

    @Test
    void index_soundWithCover_isNoVideoStream() throws Exception {
        Path cover = folder.resolve("cover.png");
        FfmpegProgram.ffmpeg("-f", "lavfi", "-i", "testsrc2=size=64x64", "-frames:v", "1", cover.toString());
        Path sound = folder.resolve("cover.m4a");
        FfmpegProgram.ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "sine=duration=1",
                "-i",
                cover.toString(),
                "-map",
                "0:a",
                "-map",
                "1:v",
                "-c:a",
                "aac",
                "-c:v",
                "copy",
                "-disposition:v:0",
                "attached_pic",
                sound.toString());
        assertThat(failureOf(sound).kind()).isEqualTo(FailureKind.NO_VIDEO_STREAM);
    }

    @ParameterizedTest
    @CsvSource({
        "mp4, 0.5",
        "mp4, 0.99",
        "faststart.mp4, 0.5",
        "faststart.mp4, 0.98",
        "mov, 0.3",
        "mkv, 0.5",
        "mkv, 0.99",
        "webm, 0.5",
        "avi, 0.5",
        "avi, 0.95"
    })
    void index_cutFile_isTruncated(String extension, double part) throws Exception {
        Path video = folder.resolve("whole." + extension);
        String[] encoding = switch (extension) {
            case "webm" -> Made.vp9();
            case "faststart.mp4" -> Made.with(FfmpegVideos.h264(), "-movflags", "+faststart");
            case "avi" -> new String[] {"-c:v", "mpeg4"};
            default -> FfmpegVideos.h264();
        };
        byte[] bytes = Files.readAllBytes(FfmpegVideos.silent(video, encoding));

        byte[] cut = Arrays.copyOf(bytes, (int) (bytes.length * part));

        assertThat(failureOf(new BytesSource(cut)))
                .isEqualTo(new Failure(
                        FailureKind.TRUNCATED, "The file ends before its content does; copy or download it again."));
    }

    @Test
    void index_sameTimestampTwice_isBadTimestamps() throws Exception {
        Path video = FfmpegVideos.silent(
                folder.resolve("twice.mkv"),
                "-c:v",
                "mjpeg",
                "-bsf:v",
                "setts=pts='if(eq(N,20),PTS-40,PTS)':dts='if(eq(N,20),DTS-40,DTS)'");
        assertThat(failureOf(video))
                .isEqualTo(new Failure(
                        FailureKind.BAD_TIMESTAMPS,
                        "Two frames share the timestamp 0.760000 s; convert the video, e.g. with ffmpeg."));
    }

    @Test
    void index_mirroredPicture_isUnsupported() throws Exception {
        Path flat = FfmpegVideos.silent(folder.resolve("flat.mp4"), FfmpegVideos.h264());
        Path video = folder.resolve("mirrored.mp4");
        FfmpegProgram.ffmpeg("-display_hflip", "-i", flat.toString(), "-c", "copy", video.toString());
        assertThat(failureOf(video).kind()).isEqualTo(FailureKind.UNSUPPORTED);
    }

    @ParameterizedTest
    @CsvSource({
        "60000, 50000, 'The pictures have 60000x50000 pixels, more than the limit of 36000000.'",
        "60, 20000, 'The pictures have 60x20000 pixels, more than 16384 in one direction.'"
    })
    void index_pictureThatIsDeclaredTooLarge_isOverLimit_beforeAnythingIsAllocated(int width, int height, String detail)
            throws Exception {
        byte[] bytes = Files.readAllBytes(FfmpegVideos.silent(folder.resolve("a.mp4"), FfmpegVideos.h264()));
        int entry = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("avc1", 100);
        ByteBuffer.wrap(bytes).putShort(entry + 28, (short) width).putShort(entry + 30, (short) height);

        assertThat(failureOf(new BytesSource(bytes))).isEqualTo(new Failure(FailureKind.OVER_LIMIT, detail));
    }

    @Test
    void index_pictureThatIsTooLongWithSquarePixels_isOverLimit() throws Exception {
        Path video = folder.resolve("flat pixels.mp4");
        FfmpegProgram.ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=32x4200:rate=5:duration=1,setsar=1/4",
                "-c:v",
                "libx264",
                "-pix_fmt",
                "yuv420p",
                video.toString());

        assertThat(failureOf(video))
                .isEqualTo(new Failure(
                        FailureKind.OVER_LIMIT,
                        "The pictures have 32x16800 pixels, more than 16384 in one direction."));
    }

    @Test
    void index_moreThanTheLimits_isOverLimit() throws Exception {
        Path video = FfmpegVideos.silent(folder.resolve("a.mp4"), FfmpegVideos.h264());
        List<String> words = new ArrayList<>(List.of("-i", video.toString()));
        for (int i = 0; i < 5; i++) {
            words.addAll(List.of("-map", "0"));
        }
        Path five = folder.resolve("five.mkv");
        words.addAll(List.of("-c", "copy", five.toString()));
        FfmpegProgram.ffmpeg(words.toArray(String[]::new));

        assertThat(failureOf(five, new Limits(36_000_000, 4, 1)).detail())
                .isEqualTo("The file has 5 streams, more than the limit of 4.");
        assertThat(failureOf(video, new Limits(320 * 180 - 1, 4, 1)).detail())
                .isEqualTo("The pictures have 320x180 pixels, more than the limit of 57599.");
        assertThat(failureOf(video, new Limits(320 * 180, 1, 2.3 / 3600)).detail())
                .isEqualTo("The video takes 0.0007 hours, more than the limit of 0.0006.");
        assertThat(new FfmpegVideoFiles()
                        .index(new LocalSource(video), Clip.WHOLE, new Limits(320 * 180, 1, 2.5 / 3600))
                        .packets()
                        .size())
                .isEqualTo(FfmpegVideos.FRAMES);
    }

    private static Failure failureOf(Path video, Limits limits) {
        VideoException thrown = catchThrowableOfType(
                VideoException.class, () -> new FfmpegVideoFiles().index(new LocalSource(video), Clip.WHOLE, limits));
        assertThat(thrown).as("a failure").isNotNull();
        assertThat(thrown.failure().kind()).isEqualTo(FailureKind.OVER_LIMIT);
        return thrown.failure();
    }

    @Test
    void reader_damagedPackets_givesAllOtherFrames() throws Exception {
        Path video = FfmpegVideos.silent(folder.resolve("damaged.mp4"), FfmpegVideos.h264());
        var index = Pictures.index(video);
        var run = new FfmpegVideoFiles().read(new LocalSource(video), Pictures.whole(index.packets()));
        Set<Long> damaged = new HashSet<>();
        for (int i : new int[] {0, 24, 59}) {
            EncodedPacket packet = run.packets().get(i);
            Arrays.fill(packet.data(), 5, packet.data().length, (byte) 0x5A);
            damaged.add(packet.pts());
        }

        List<Long> read = new ArrayList<>();
        try (var reader = new FfmpegFrameCodec().reader(run, 0)) {
            for (VideoFrame frame = reader.next(); frame != null; frame = reader.next()) {
                read.add(frame.pts());
            }
        }

        List<Long> whole = Arrays.stream(run.shownPts(Long.MIN_VALUE, Long.MAX_VALUE))
                .boxed()
                .filter(pts -> !damaged.contains(pts))
                .toList();
        assertThat(whole).hasSize(FfmpegVideos.FRAMES - 3);
        assertThat(read)
                .as("two key frames of twelve frames each are damaged")
                .isSubsetOf(whole)
                .isSorted();
        assertThat(read).hasSizeGreaterThan(FfmpegVideos.FRAMES - 2 * 12 - 3);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4000, 30_000})
    void index_failingStorage_throwsTheSameException(long healthyBytes) throws Exception {
        byte[] bytes = Files.readAllBytes(FfmpegVideos.silent(folder.resolve("a.mp4"), FfmpegVideos.h264()));
        IOException problem = new IOException("the disk is gone");
        assertThatThrownBy(() -> new FfmpegVideoFiles().index(new Failing(bytes, healthyBytes, problem)))
                .isSameAs(problem);
    }

    /** Storage that fails after some bytes. */
    private record Failing(byte[] bytes, long healthyBytes, IOException problem) implements ByteSource {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public SeekableInput open() {
            SeekableInput whole = new BytesSource(bytes).open();
            return new SeekableInput() {
                private long count;

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    if (count >= healthyBytes) {
                        throw problem;
                    }
                    int read = whole.read(buffer, offset, Math.min(length, 1000));
                    count += read;
                    return read;
                }

                @Override
                public void seek(long position) throws IOException {
                    whole.seek(position);
                }

                @Override
                public long position() throws IOException {
                    return whole.position();
                }

                @Override
                public void close() throws IOException {
                    whole.close();
                }
            };
        }
    }
}
