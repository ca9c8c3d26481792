package dev.muybridge.whole;

import dev.muybridge.install.Installation;
import dev.muybridge.testing.FfmpegProbe;
import dev.muybridge.testing.FfmpegProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** Real video of somebody moving, made small so that whole runs are quick; made once and kept. */
public final class SmallVideos {
    /** Frames of {@link #walk()}, as of the sample that it is made from. */
    public static final int WALK_FRAMES = 230;

    /** Frames of {@link #step()}. */
    public static final int STEP_FRAMES = 45;

    private static final String[] H264 = {
        "-c:v", "libx264", "-preset", "veryfast", "-bf", "2", "-g", "30", "-x264-params", "threads=1", "-c:a", "copy"
    };

    private SmallVideos() {}

    /** Where one person is alone until they jump down; people are most of the work. */
    private static final String ROOF = "crop=720:480:420:0,scale=480:-2";

    /**
     * The roof in the sample {@code demo.mp4}, 480 wide, H.264 with B-frames and a key frame a second, with its sound; in the last
     * second nobody is there.
     */
    public static Path walk() {
        return made("walk.mp4", "-vf", ROOF);
    }

    /** The first second and a half of it. */
    public static Path step() {
        return made("step.mp4", "-vf", ROOF, "-frames:v", Integer.toString(STEP_FRAMES), "-t", "1.5");
    }

    /** Two people, in the first second and a half of a sample: a man on the right, and a woman who is further away. */
    public static Path pair() {
        return kept(
                "pair.mp4",
                Installation.current().sample("multi/cam03.mp4"),
                "-vf",
                "scale=480:-2",
                "-frames:v",
                "45",
                "-an");
    }

    /**
     * One picture of a person, moved to the right at a steady 4 px a frame over a flat background, the first forty frames 20 ms
     * apart, the other forty 60 ms.
     */
    public static Path slide() {
        Path walk = walk();
        String moved = "[0:v]trim=start_frame=60:end_frame=61,loop=loop=90:size=1,setpts=N/25/TB,crop=240:320:20:0[p];"
                + "color=gray:size=640x320:rate=25:duration=3.2[c];"
                + "[c][p]overlay=x='20+4*n':y=0:shortest=1:eval=frame,settb=1/1000,"
                + "setpts='if(lt(N,40),20*N,800+60*(N-40))'";
        return kept(
                "slide.mp4",
                walk,
                "-filter_complex",
                moved,
                "-frames:v",
                "80",
                "-an",
                "-fps_mode",
                "passthrough",
                "-enc_time_base",
                "1/1000",
                "-video_track_timescale",
                "1000");
    }

    /** Makes {@code target} with noise in place of those packets, by number in the order in which they are stored; their lengths stay. */
    static Path damaged(Path video, IntPredicate which, Path target) throws IOException {
        byte[] bytes = Files.readAllBytes(video);
        List<long[]> places = FfmpegProbe.packetPlaces(video);
        for (int i = 0; i < places.size(); i++) {
            if (which.test(i)) {
                int from = (int) places.get(i)[0] + 5;
                Arrays.fill(bytes, from, (int) (places.get(i)[0] + places.get(i)[1]), (byte) 0x5A);
            }
        }
        return Files.write(target, bytes);
    }

    private static Path made(String name, String... filter) {
        return kept(name, Installation.current().sample("demo.mp4"), filter);
    }

    private static synchronized Path kept(String name, Path source, String... words) {
        List<String> command = new ArrayList<>(List.of("-i", source.toString()));
        command.addAll(List.of(words));
        command.addAll(List.of(H264));
        String key = Integer.toHexString(command.hashCode());
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "muybridge-small-videos-" + key);
        Path target = folder.resolve(name);
        if (Files.exists(target)) {
            return target;
        }
        try {
            Path making = Files.createDirectories(folder)
                    .resolve("making-" + ProcessHandle.current().pid() + "-" + name);
            command.add(making.toString());
            FfmpegProgram.ffmpeg(command.toArray(new String[0]));
            return Files.move(making, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IllegalStateException("cannot make " + target, e);
        }
    }
}
