package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.ByteSource;
import dev.muybridge.media.EncodedSegment;
import dev.muybridge.media.EncoderSettings;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.FrameWriter;
import dev.muybridge.media.JoinJob;
import dev.muybridge.media.JoinReport;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.PacketTable;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.pose.VideoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Cuts a video into segments of equal numbers of frames, encodes each, and joins them: what the job does, without the job. */
final class Pipeline {
    private final FfmpegVideoFiles files = new FfmpegVideoFiles();
    private final FfmpegFrameCodec codec = new FfmpegFrameCodec();
    private final ByteSource source;
    private final VideoIndex index;
    private final long[] pts;

    Pipeline(Path video) throws VideoException, IOException {
        source = new LocalSource(video);
        index = files.index(source);
        pts = PacketTableBuilder.shownPts(index.packets());
    }

    VideoIndex index() {
        return index;
    }

    /** Timestamps of the input's frames. */
    long[] pts() {
        return pts;
    }

    JoinReport join(int parts, Path target) throws VideoException, IOException {
        List<ByteSource> segments = new ArrayList<>();
        List<Long> starts = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            int from = pts.length * i / parts;
            int to = pts.length * (i + 1) / parts;
            segments.add(new BytesSource(segment(from, to).mp4()));
            starts.add(pts[from]);
        }
        return files.join(new JoinJob(segments, starts, index.info().timeBase(), source, null), target);
    }

    /** Frames {@code from} to {@code to}, exclusive, in presentation order. */
    EncodedSegment segment(int from, int to) throws VideoException, IOException {
        PacketRun run =
                files.read(source, Pictures.range(index.packets(), firstPacket(from), lastPacket(from, to) + 1));
        try (FrameReader reader = codec.reader(run, index.info().rotation());
                FrameWriter writer = codec.writer(settings(run))) {
            int next = from;
            for (VideoFrame frame = reader.next(); frame != null && next < to; frame = reader.next()) {
                if (frame.pts() == pts[next]) {
                    if (next % 2 == 0) {
                        // As drawing does: every second frame is encoded from a copy, the others from the decoder's
                        // own.
                        frame.plane(0);
                    }
                    writer.write(frame, duration(next));
                    next++;
                }
            }
            if (next != to) {
                throw new AssertionError("frame " + next + " did not come");
            }
            return writer.finish();
        }
    }

    private EncoderSettings settings(PacketRun run) {
        var info = index.info();
        return new EncoderSettings(
                info.width(),
                info.height(),
                info.timeBase(),
                info.frameRate(),
                run.parameters().colour(),
                "superfast",
                23);
    }

    private long duration(int frame) {
        long end =
                frame + 1 < pts.length ? pts[frame + 1] : pts[0] + index.info().durationTicks();
        return end - pts[frame];
    }

    private int firstPacket(int frame) {
        PacketTable packets = index.packets();
        int first = 0;
        for (int i = 0; i < packets.size(); i++) {
            if (packets.key()[i] && packets.pts()[i] <= pts[frame]) {
                first = i;
            }
        }
        return first;
    }

    private int lastPacket(int from, int to) {
        PacketTable packets = index.packets();
        int last = 0;
        for (int i = 0; i < packets.size(); i++) {
            if (packets.pts()[i] >= pts[from] && packets.pts()[i] <= pts[to - 1]) {
                last = i;
            }
        }
        return last;
    }
}
