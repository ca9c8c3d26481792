package dev.muybridge.bench;

import dev.muybridge.job.storage.FlinkFile;
import dev.muybridge.media.ByteSource;
import dev.muybridge.media.EncoderSettings;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.FrameWriter;
import dev.muybridge.media.JoinJob;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.media.ffmpeg.FfmpegFrameCodec;
import dev.muybridge.media.ffmpeg.FfmpegVideoFiles;
import dev.muybridge.pose.VideoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Makes a long video from a short one: encodes it once, as it can be joined to itself, and joins it. */
final class BenchVideo {
    private static final String PRESET = "veryfast";

    /** One that is hardly seen. */
    private static final int CRF = 18;

    private BenchVideo() {}

    /** Writes {@code sample} {@code times} times over to {@code target}, which has {@code .once} beside it meanwhile. */
    static void write(Path sample, int times, Path target) throws IOException, VideoException {
        Path once = target.resolveSibling(target.getFileName() + ".once");
        Files.write(once, encoded(sample));
        ByteSource source = source(once);
        FfmpegVideoFiles files = new FfmpegVideoFiles();
        VideoInfo info = files.index(source).info();
        List<Long> starts = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            starts.add(i * info.durationTicks());
        }
        files.join(new JoinJob(Collections.nCopies(times, source), starts, info.timeBase(), source, null), target);
        Files.delete(once);
    }

    private static byte[] encoded(Path sample) throws IOException, VideoException {
        VideoIndex index = new FfmpegVideoFiles().index(source(sample));
        VideoInfo info = index.info();
        long[] pts = index.packets().pts().clone();
        Arrays.sort(pts);
        try (FrameReader reader = GrabberReader.open(sample, info)) {
            VideoFrame frame = reader.next();
            if (frame == null) {
                throw new IOException(sample + " has no frame");
            }
            EncoderSettings settings = new EncoderSettings(
                    info.width(), info.height(), info.timeBase(), info.frameRate(), frame.colour(), PRESET, CRF);
            try (FrameWriter writer = new FfmpegFrameCodec().writer(settings)) {
                for (int i = 0; frame != null; i++) {
                    long end = i + 1 < pts.length ? pts[i + 1] : pts[0] + info.durationTicks();
                    writer.write(frame, end - frame.pts());
                    frame = reader.next();
                }
                return writer.finish().mp4();
            }
        }
    }

    private static ByteSource source(Path file) throws IOException {
        return FlinkFile.of(org.apache.flink.core.fs.Path.fromLocalFile(file.toFile()));
    }
}
