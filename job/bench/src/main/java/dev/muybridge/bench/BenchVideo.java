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
import java.util.Collections;
import java.util.List;

/**
 * Makes a long video from a short one: plays it forward and backward, so that nobody jumps where it begins again, encodes that
 * once, and joins it to itself.
 */
final class BenchVideo {
    /** Of a longer sample, the beginning is taken: this many bytes of pictures are kept to be played backward. */
    private static final long MOST_BYTES = 600L << 20;

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
        List<HeldFrame> frames = held(sample, info);
        long duration = info.durationTicks() / index.packets().size();
        EncoderSettings settings = new EncoderSettings(
                info.width(),
                info.height(),
                info.timeBase(),
                info.frameRate(),
                frames.get(0).colour(),
                PRESET,
                CRF);
        try (FrameWriter writer = new FfmpegFrameCodec().writer(settings)) {
            int last = frames.size() - 1;
            // The last one and the first are shown once each, whichever way it goes.
            for (int i = 0; i < Math.max(1, 2 * last); i++) {
                writer.write(frames.get(i <= last ? i : 2 * last - i).at(i * duration), duration);
            }
            return writer.finish().mp4();
        }
    }

    private static List<HeldFrame> held(Path sample, VideoInfo info) throws IOException, VideoException {
        List<HeldFrame> frames = new ArrayList<>();
        try (FrameReader reader = GrabberReader.open(sample, info)) {
            long bytes = 0;
            for (VideoFrame frame = reader.next(); frame != null && bytes < MOST_BYTES; frame = reader.next()) {
                HeldFrame copy = HeldFrame.of(frame);
                bytes += copy.bytes();
                frames.add(copy);
            }
        }
        if (frames.isEmpty()) {
            throw new IOException(sample + " has no frame");
        }
        return frames;
    }

    private static ByteSource source(Path file) throws IOException {
        return FlinkFile.of(org.apache.flink.core.fs.Path.fromLocalFile(file.toFile()));
    }
}
