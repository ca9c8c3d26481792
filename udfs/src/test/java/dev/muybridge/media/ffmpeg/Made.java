package dev.muybridge.media.ffmpeg;

import dev.muybridge.testing.FfmpegProbe;
import dev.muybridge.testing.FfmpegVideos;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A kind of video file that the tests make. */
record Made(String name, String extension, List<String> encoding) {
    static Stream<Made> all() {
        return Stream.of(
                of("h264", "mp4", FfmpegVideos.h264()),
                of("h264", "mov", FfmpegVideos.h264()),
                of("h264", "mkv", FfmpegVideos.h264()),
                of("h264", "ts", FfmpegVideos.h264()),
                of("h264", "flv", FfmpegVideos.h264()),
                of("h264-open-gop", "mp4", openGop()),
                of("h264-open-gop", "mkv", openGop()),
                of("h264-fragmented", "mp4", with(FfmpegVideos.h264(), "-movflags", "frag_keyframe+empty_moov")),
                of("hevc", "mp4", hevc()),
                of("hevc", "mkv", hevc()),
                of("vp9", "webm", vp9()),
                of("vp9", "mp4", vp9()),
                of("vp8", "webm", "-c:v", "libvpx", "-g", "12", "-auto-alt-ref", "1", "-b:v", "300k"),
                of("av1", "mp4", "-c:v", "libsvtav1", "-preset", "12", "-g", "12"),
                of("mpeg4", "avi", "-c:v", "mpeg4", "-g", "12", "-q:v", "4"),
                of("mpeg4-b-frames", "avi", "-c:v", "mpeg4", "-g", "12", "-q:v", "4", "-bf", "2"),
                of("h264", "avi", FfmpegVideos.h264()),
                of("mpeg4", "mp4", "-c:v", "mpeg4", "-g", "12", "-q:v", "4", "-bf", "2"),
                of("mpeg4", "mkv", "-c:v", "mpeg4", "-g", "12", "-q:v", "4", "-bf", "2"),
                of("mjpeg-full-range", "mov", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-q:v", "3"),
                of("ten-bit", "mp4", with(hevc(), "-pix_fmt", "yuv420p10le")),
                of("h264-444", "mkv", with(FfmpegVideos.h264(), "-pix_fmt", "yuv444p")));
    }

    static Made of(String name, String extension, String... encoding) {
        return new Made(name, extension, List.of(encoding));
    }

    static String[] openGop() {
        return with(FfmpegVideos.h264(), "-x264-params", "threads=1:open-gop=1:scenecut=0", "-flags", "-cgop");
    }

    static String[] hevc() {
        return new String[] {
            "-c:v",
            "libx265",
            "-preset",
            "ultrafast",
            "-g",
            "12",
            "-bf",
            "2",
            "-x265-params",
            "log-level=none:pools=none"
        };
    }

    static String[] vp9() {
        return new String[] {"-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-g", "12"};
    }

    static String[] with(String[] encoding, String... more) {
        return Stream.concat(Stream.of(encoding), Stream.of(more)).toArray(String[]::new);
    }

    Path in(Path folder) {
        return FfmpegVideos.silent(folder.resolve(name + "." + extension), encoding.toArray(new String[0]));
    }

    /** Timestamps that a reader has to find. Of AVI, ffprobe knows decoding times only; frames are shown at those, in order. */
    long[] expectedPts(Path video) {
        return extension.equals("avi") ? FfmpegProbe.packetDts(video) : FfmpegProbe.framePts(video);
    }

    @Override
    public String toString() {
        return name + "." + extension;
    }
}
