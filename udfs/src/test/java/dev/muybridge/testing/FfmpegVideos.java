package dev.muybridge.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small test videos, made when a test asks for them. */
public final class FfmpegVideos {
    /** Frames of each video. */
    public static final int FRAMES = 60;

    // Scaled, as the source itself makes even sizes only.
    private static final String MOVING = "testsrc2=size=640x360:rate=%2$s,scale=%1$s,setsar=1";

    private static final String NOISE =
            "anoisesrc=sample_rate=48000:seed=1:duration=2.4:amplitude=0.3,lowpass=frequency=3000";

    private FfmpegVideos() {}

    /** A moving test picture of 320x180, 25 frames a second, without sound. */
    public static Path silent(Path target, String... encoding) {
        return video(target, "320x180", "25", encoding);
    }

    /** A moving test picture without sound, of any size. */
    public static Path video(Path target, String size, String rate, String... encoding) {
        List<String> words = new ArrayList<>(List.of("-f", "lavfi", "-i", String.format(MOVING, size, rate)));
        words.addAll(List.of("-frames:v", Integer.toString(FRAMES)));
        words.addAll(List.of(encoding));
        words.add(target.toString());
        FfmpegProgram.ffmpeg(words.toArray(new String[0]));
        return target;
    }

    /** The same with noise, which is like itself at no other time; 25 frames a second. */
    public static Path withSound(Path target, String... encoding) {
        List<String> words = new ArrayList<>(List.of("-f", "lavfi", "-i", String.format(MOVING, "320x180", "25")));
        words.addAll(List.of("-f", "lavfi", "-i", NOISE, "-shortest"));
        words.addAll(List.of("-frames:v", Integer.toString(FRAMES)));
        words.addAll(List.of(encoding));
        words.add(target.toString());
        FfmpegProgram.ffmpeg(words.toArray(new String[0]));
        return target;
    }

    /** H.264 with B-frames and several key frames. */
    public static String[] h264() {
        return new String[] {
            "-c:v",
            "libx264",
            "-preset",
            "veryfast",
            "-pix_fmt",
            "yuv420p",
            "-bf",
            "2",
            "-g",
            "12",
            "-x264-params",
            "threads=1"
        };
    }
}
