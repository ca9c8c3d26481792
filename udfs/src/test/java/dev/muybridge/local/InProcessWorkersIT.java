package dev.muybridge.local;

import dev.muybridge.codec.AnalyzeCodec;
import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.media.ffmpeg.FfmpegVideoFiles;
import dev.muybridge.motion.Measures;
import dev.muybridge.stage.NativeGuard;
import dev.muybridge.stage.Work;
import dev.muybridge.stage.Workers;
import dev.muybridge.stage.WorkersContract;
import dev.muybridge.testing.FfmpegProgram;
import dev.muybridge.testing.LocalFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InProcessWorkersIT extends WorkersContract {
    @TempDir
    Path videos;

    @Override
    protected Workers start(int size) {
        String home = Installation.current().home().toString();
        return new LocalToolkit(home, ModelSize.LITE, size, Measures.STANDARD).startWorkers(size);
    }

    @Override
    protected long busy(Workers workers) {
        return ((InProcessWorkers) workers)
                .callsByWorker().stream().filter(calls -> calls > 0).count();
    }

    @Test
    void segmentsInTwoOrders_giveIdenticalBytes() throws Exception {
        Path video = videos.resolve("walk.mp4");
        FfmpegProgram.ffmpeg(
                "-i",
                Installation.current().sample("demo.mp4").toString(),
                "-vf",
                "scale=480:-2",
                "-frames:v",
                "90",
                "-an",
                "-c:v",
                "libx264",
                "-preset",
                "veryfast",
                "-g",
                "30",
                video.toString());
        Work work = Work.of(new FfmpegVideoFiles(), new LocalFile(video), 1);
        try (Workers one = start(1);
                Workers other = start(1)) {
            List<byte[]> forwards = new ArrayList<>();
            List<byte[]> backwards = new ArrayList<>();
            for (int i = 0; i < work.segments(); i++) {
                forwards.add(poses(one, work, i));
            }
            for (int i = work.segments() - 1; i >= 0; i--) {
                backwards.add(0, poses(other, work, i));
            }
            Assertions.assertThat(forwards).hasSizeGreaterThan(1);
            for (int i = 0; i < work.segments(); i++) {
                Assertions.assertThat(backwards.get(i)).isEqualTo(forwards.get(i));
                Assertions.assertThat(backwards.get(i).length)
                        .as("somebody was found")
                        .isGreaterThan(5_000);
            }
        }
    }

    private static byte[] poses(Workers workers, Work work, int segment) throws Exception {
        return AnalyzeCodec.staged(
                workers.analyze(work.analyze(segment), NativeGuard.NONE).get(120, TimeUnit.SECONDS));
    }
}
