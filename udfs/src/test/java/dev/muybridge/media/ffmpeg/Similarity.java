package dev.muybridge.media.ffmpeg;

import dev.muybridge.testing.FfmpegProgram;
import java.nio.file.Files;
import java.nio.file.Path;

/** How alike two videos look to a player, which turns the first one upright. */
final class Similarity {
    private Similarity() {}

    /** FFmpeg's structural similarity of all frames, 1 = the same. */
    static double ssim(Path a, Path b) throws Exception {
        Path stats = Files.createTempFile("ssim", ".txt");
        FfmpegProgram.ffmpeg(
                "-i",
                a.toString(),
                "-i",
                b.toString(),
                "-lavfi",
                "[0:v][1:v]ssim=stats_file=" + stats,
                "-f",
                "null",
                "-");
        double sum = 0;
        int count = 0;
        for (String line : Files.readAllLines(stats)) {
            String all = line.substring(line.indexOf("All:") + 4).split(" ", 2)[0];
            sum += Double.parseDouble(all);
            count++;
        }
        Files.delete(stats);
        return sum / count;
    }
}
