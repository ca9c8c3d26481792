package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.ByteSource;
import dev.muybridge.media.Clip;
import dev.muybridge.media.PacketTable;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;

/** Reads all packets of a video, and finds out whether the file is whole. */
final class Indexing {
    private Indexing() {}

    static VideoIndex index(ByteSource video, Clip clip) throws VideoException, IOException {
        try (VideoPackets packets = VideoPackets.open(video)) {
            VideoStream stream = packets.stream();
            if (ContainerEnd.isMissing(video) || stream.promisedEnd() > video.size()) {
                throw ContainerEnd.truncated();
            }
            PacketTable table = PacketScan.table(packets);
            show(table, clip, stream.timeBase());
            return new VideoIndex(info(stream, table), table);
        }
    }

    /** Times count from the first frame, as players do. */
    private static void show(PacketTable table, Clip clip, TimeBase timeBase) throws VideoException {
        long first = PacketTableBuilder.shownPts(table)[0];
        boolean any = false;
        for (int i = 0; i < table.size(); i++) {
            double seconds = timeBase.toSeconds(table.pts()[i] - first);
            table.shown()[i] &= seconds >= clip.fromSeconds() && seconds < clip.toSeconds();
            any |= table.shown()[i];
        }
        if (!any) {
            throw new VideoException(
                    FailureKind.EMPTY_CLIP,
                    "The video has no frame from " + clip.fromSeconds() + " s to " + clip.toSeconds() + " s.");
        }
    }

    private static VideoInfo info(VideoStream stream, PacketTable table) throws VideoException {
        int rotation = stream.rotation();
        boolean lying = rotation % 180 != 0;
        AVCodecParameters stored = stream.stream().codecpar();
        SquarePixels square = SquarePixels.of(stored.width(), stored.height(), stream.pixelAspect());
        return new VideoInfo(
                stream.codec(),
                lying ? square.height() : square.width(),
                lying ? square.width() : square.height(),
                rotation,
                stream.timeBase(),
                stream.frameRate(),
                PacketTableBuilder.durationTicks(table),
                Bt709.note(stored.format(), stream.colour()));
    }
}
