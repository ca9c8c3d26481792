package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.ByteSource;
import dev.muybridge.media.PacketTable;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.pose.VideoException;
import java.io.IOException;

/** Reads all packets of a video, and finds out whether the file is whole. */
final class Indexing {
    private Indexing() {}

    static VideoIndex index(ByteSource video) throws VideoException, IOException {
        try (VideoPackets packets = VideoPackets.open(video)) {
            VideoStream stream = packets.stream();
            if (ContainerEnd.isMissing(video) || stream.promisedEnd() > video.size()) {
                throw ContainerEnd.truncated();
            }
            PacketTable table = PacketScan.table(packets);
            return new VideoIndex(info(stream, table), table);
        }
    }

    private static VideoInfo info(VideoStream stream, PacketTable table) throws VideoException {
        int rotation = stream.rotation();
        boolean lying = rotation % 180 != 0;
        int width = stream.stream().codecpar().width();
        int height = stream.stream().codecpar().height();
        return new VideoInfo(
                stream.codec(),
                lying ? height : width,
                lying ? width : height,
                rotation,
                stream.timeBase(),
                stream.frameRate(),
                PacketTableBuilder.durationTicks(table));
    }
}
