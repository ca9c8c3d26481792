package dev.muybridge.bench;

import dev.muybridge.job.storage.FlinkFile;
import dev.muybridge.media.ByteSource;
import dev.muybridge.media.JoinJob;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.media.ffmpeg.FfmpegVideoFiles;
import dev.muybridge.pose.VideoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes a long video from a short one, by joining it to itself without encoding. */
final class BenchVideo {
    private final FfmpegVideoFiles files = new FfmpegVideoFiles();
    private final ByteSource sample;
    private final VideoIndex index;

    BenchVideo(Path sample) throws IOException, VideoException {
        this.sample = FlinkFile.of(org.apache.flink.core.fs.Path.fromLocalFile(sample.toFile()));
        this.index = files.index(this.sample);
    }

    int frames() {
        return index.packets().size();
    }

    /** Writes the sample {@code times} times over to {@code target}; returns how many frames that is. */
    long write(int times, Path target) throws IOException, VideoException {
        List<Long> starts = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            starts.add(i * index.info().durationTicks());
        }
        JoinJob job = new JoinJob(
                Collections.nCopies(times, sample), starts, index.info().timeBase(), sample, null);
        return files.join(job, target).framePts().length;
    }
}
