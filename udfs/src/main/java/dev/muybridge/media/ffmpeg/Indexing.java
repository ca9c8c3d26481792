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
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;

/** Reads all packets of a video, and checks that the file is complete. */
final class Indexing {
    private Indexing() {}

    static VideoIndex index(ByteSource video, Clip clip, Bounds bounds) throws VideoException, IOException {
        try (VideoPackets packets = VideoPackets.open(video, bounds)) {
            VideoStream stream = packets.stream();
            if (ContainerEnd.isMissing(video) || stream.promisedEnd() > video.size()) {
                throw ContainerEnd.truncated();
            }
            PacketTable table = PacketScan.table(packets);
            long[] shown = PacketTableBuilder.shownPts(table);
            double seconds = seconds(table, stream);
            bounds.requireTime(shown.length, seconds);
            if (!show(table, clip, shown[0], stream.timeBase())) {
                throw empty(clip, seconds);
            }
            return new VideoIndex(info(stream, table, shown[0], bounds), table);
        }
    }

    private static double seconds(PacketTable table, VideoStream stream) {
        return stream.timeBase().toSeconds(PacketTableBuilder.durationTicks(table));
    }

    /** Times count from the first frame, as in players. False if no frame is left. */
    private static boolean show(PacketTable table, Clip clip, long first, TimeBase timeBase) {
        boolean any = false;
        for (int i = 0; i < table.size(); i++) {
            double seconds = timeBase.toSeconds(table.pts()[i] - first);
            table.shown()[i] &= seconds >= clip.fromSeconds() && seconds < clip.toSeconds();
            any |= table.shown()[i];
        }
        return any;
    }

    private static VideoException empty(Clip clip, double seconds) {
        String to = Double.isInfinite(clip.toSeconds()) ? "its end" : clip.toSeconds() + " s";
        return new VideoException(
                FailureKind.EMPTY_CLIP,
                String.format(
                        Locale.ROOT,
                        "The video has no frame from %s s to %s; it is %.1f s long.",
                        clip.fromSeconds(),
                        to,
                        seconds));
    }

    private static VideoInfo info(VideoStream stream, PacketTable table, long first, Bounds bounds)
            throws VideoException {
        int rotation = stream.rotation();
        boolean lying = rotation % 180 != 0;
        AVCodecParameters stored = stream.stream().codecpar();
        SquarePixels square = SquarePixels.of(stored.width(), stored.height(), stream.pixelAspect());
        bounds.requirePicture(square.width(), square.height());
        return new VideoInfo(
                stream.codec(),
                lying ? square.height() : square.width(),
                lying ? square.width() : square.height(),
                rotation,
                stream.timeBase(),
                stream.frameRate(),
                first,
                PacketTableBuilder.durationTicks(table),
                (leftOut(table) + " " + Bt709.note(stored.format(), stream.colour())).strip());
    }

    /** Recorded broadcasts can begin anywhere, and the first key frame may be damaged: frames that need it are not shown. */
    private static String leftOut(PacketTable table) {
        int key = 0;
        while (key < table.size() && !table.key()[key]) {
            key++;
        }
        return key == 0 ? "" : "The first " + key + " frames are left out, because no key frame comes before them.";
    }
}
