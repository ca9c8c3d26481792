package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.ByteSource;
import dev.muybridge.media.JoinJob;
import dev.muybridge.media.JoinReport;
import dev.muybridge.media.PacketTable;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Writes segments and everything that goes with them into one MP4, in the order of their times, and reads the result back. */
final class Joining {
    private Joining() {}

    static JoinReport join(JoinJob job, Path target) throws VideoException, IOException {
        String note;
        try {
            note = write(job, target, StreamWays.KEEP_ALL);
        } catch (MuxerRefusal refusal) {
            note = writeWhatIsAccepted(job, target);
        }
        return new JoinReport(framePts(target, job), note);
    }

    /** The muxer accepts our own pictures, but does not say which of the other streams it rejected: each is tried alone. */
    private static String writeWhatIsAccepted(JoinJob job, Path target) throws VideoException, IOException {
        Map<Integer, StreamWay> ways = new HashMap<>();
        for (int stream : OtherStreams.indexes(job)) {
            ways.put(stream, bestAlone(job, target, stream));
        }
        try {
            return write(job, target, new StreamWays(ways, StreamWay.LEAVE_OUT));
        } catch (MuxerRefusal refusal) {
            return write(job, target, StreamWays.LEAVE_OUT_ALL);
        }
    }

    private static StreamWay bestAlone(JoinJob job, Path target, int stream) throws VideoException, IOException {
        for (StreamWay way : List.of(StreamWay.KEEP, StreamWay.ENCODE)) {
            try {
                write(job, target, StreamWays.only(stream, way));
                return way;
            } catch (MuxerRefusal refusal) {
                // So the next way is tried.
            }
        }
        return StreamWay.LEAVE_OUT;
    }

    private static String write(JoinJob job, Path target, StreamWays ways) throws VideoException, IOException {
        try (SegmentPackets pictures = new SegmentPackets(job);
                OtherStreams others = OtherStreams.open(job, ways);
                Mp4File file = new Mp4File(target, job.timeBase())) {
            file.addVideo(pictures.parameters());
            others.addTracks(file);
            file.start();
            merge(pictures, others, file);
            file.finish();
            return others.note();
        }
    }

    private static void merge(SegmentPackets pictures, OtherStreams others, Mp4File file)
            throws VideoException, IOException {
        AVPacket picture = pictures.next();
        AVPacket other = others.next();
        while (true) {
            if (picture != null && (other == null || isFirst(picture, other))) {
                file.write(picture);
                picture = pictures.next();
            } else if (other != null) {
                file.write(other);
                other = others.next();
            } else {
                return;
            }
        }
    }

    private static boolean isFirst(AVPacket picture, AVPacket other) {
        return seconds(picture) <= seconds(other);
    }

    private static double seconds(AVPacket packet) {
        return (double) packet.dts()
                * packet.time_base().num()
                / packet.time_base().den();
    }

    /** The muxer writes equal packets as equal bytes, whoever they come from. */
    static byte[] onlySegment(ByteSource joined) throws VideoException, IOException {
        try (VideoPackets packets = VideoPackets.open(joined);
                Mp4Memory mp4 = new Mp4Memory(
                        packets.stream().stream().codecpar(), packets.stream().timeBase())) {
            long first = Av.NO_PTS;
            for (AVPacket packet = packets.next(); packet != null; packet = packets.next()) {
                first = first == Av.NO_PTS ? packet.pts() : first;
                packet.pts(packet.pts() - first).dts(packet.dts() - first);
                mp4.write(packet, packet.duration());
            }
            return mp4.finish();
        }
    }

    private static long[] framePts(Path target, JoinJob job) throws VideoException, IOException {
        TimeBase timeBase = job.timeBase();
        try (VideoPackets packets = VideoPackets.open(new LocalSource(target))) {
            TimeBase written = packets.stream().timeBase();
            if (written.num() != 1 || written.den() != timeBase.den()) {
                throw new VideoException(
                        FailureKind.LEDGER_MISMATCH,
                        "The joined video counts time in " + written + " s instead of the planned 1/" + timeBase.den()
                                + " s.");
            }
            PacketTable table = PacketScan.table(packets);
            long[] pts = PacketTableBuilder.shownPts(table);
            for (int i = 0; i < pts.length; i++) {
                if (pts[i] % timeBase.num() != 0) {
                    throw new VideoException(
                            FailureKind.LEDGER_MISMATCH,
                            "Frame " + i + " of the joined video lies between two ticks of the input's clock.");
                }
                pts[i] = pts[i] / timeBase.num() + job.zero();
            }
            return pts;
        }
    }
}
