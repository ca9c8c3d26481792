package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.ByteSource;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.PacketRange;
import dev.muybridge.media.PacketTable;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.pose.VideoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** Decodes through the ports and keeps a checksum of every picture. */
final class Pictures {
    private static final FfmpegVideoFiles FILES = new FfmpegVideoFiles();
    private static final FfmpegFrameCodec CODEC = new FfmpegFrameCodec();

    private Pictures() {}

    static VideoIndex index(Path video) throws VideoException, IOException {
        return FILES.index(new LocalSource(video));
    }

    /** All packets as one range. */
    static PacketRange whole(PacketTable packets) {
        return range(packets, 0, packets.size());
    }

    /** Packets {@code from} to {@code to}, exclusive. */
    static PacketRange range(PacketTable packets, int from, int to) {
        return new PacketRange(packets.pts()[from], packets.dts()[from], to - from);
    }

    /** Checksum of each picture by its timestamp. */
    static Map<Long, Long> decode(Path video, PacketRange range, int rotation) throws VideoException, IOException {
        ByteSource source = new LocalSource(video);
        Map<Long, Long> sums = new TreeMap<>();
        long last = Long.MIN_VALUE;
        try (FrameReader reader = CODEC.reader(FILES.read(source, range), rotation)) {
            for (VideoFrame frame = reader.next(); frame != null; frame = reader.next()) {
                if (frame.pts() <= last) {
                    throw new AssertionError("frame " + frame.pts() + " came after " + last);
                }
                last = frame.pts();
                sums.put(frame.pts(), checksum(frame));
            }
        }
        return sums;
    }

    static long checksum(VideoFrame frame) {
        CRC32 sum = new CRC32();
        for (int i = 0; i < 3; i++) {
            int width = i == 0 ? even(frame.width()) : even(frame.width()) / 2;
            int height = i == 0 ? even(frame.height()) : even(frame.height()) / 2;
            ByteBuffer plane = frame.plane(i);
            for (int y = 0; y < height; y++) {
                sum.update(plane.duplicate().position(y * frame.stride(i)).limit(y * frame.stride(i) + width));
            }
        }
        return sum.getValue();
    }

    private static int even(int pixels) {
        return (pixels + 1) / 2 * 2;
    }
}
