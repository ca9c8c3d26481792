package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.ByteSource;
import dev.muybridge.media.EncodedPacket;
import dev.muybridge.media.PacketRange;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.PacketTable;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.jspecify.annotations.Nullable;

/** Reads one run of packets, by seeking if that works and from the start of the file otherwise. */
final class RangeReading {
    /** How far before the wanted packet a second seek aims, in seconds, because seeking in MPEG-TS is only approximate. */
    private static final double STEP_BACK = 5;

    private RangeReading() {}

    static PacketRun read(ByteSource video, PacketRange range) throws VideoException, IOException {
        try (VideoPackets packets = VideoPackets.open(video)) {
            if (packets.lacksPts()) {
                return readCounting(video, range, PacketScan.table(packets));
            }
            PacketRun found = packets.seek(range.firstPts()) ? collect(packets, range) : null;
            if (found == null) {
                long before = range.firstPts() - packets.stream().timeBase().ticksOf(STEP_BACK);
                found = packets.seek(before) ? collect(packets, range) : null;
            }
            if (found != null) {
                return found;
            }
        }
        try (VideoPackets packets = VideoPackets.open(video)) {
            PacketRun found = collect(packets, range);
            if (found == null) {
                throw changed(packets, range);
            }
            return found;
        }
    }

    private static VideoException changed(VideoPackets packets, PacketRange range) {
        return new VideoException(
                FailureKind.UNREADABLE,
                String.format(
                        Locale.ROOT,
                        "The %d packets from %.6f s on are no longer in the file: it has changed since it was planned.",
                        range.packets(),
                        packets.stream().timeBase().toSeconds(range.firstPts())));
    }

    /** Finds packets by their number, because here times are assigned to numbers. */
    private static PacketRun readCounting(ByteSource video, PacketRange range, PacketTable table)
            throws VideoException, IOException {
        try (VideoPackets packets = VideoPackets.open(video)) {
            List<EncodedPacket> run = new ArrayList<>(range.packets());
            AVPacket packet = packets.next();
            for (int i = 0; packet != null && run.size() < range.packets(); i++) {
                if (!run.isEmpty() || (table.key()[i] && table.pts()[i] == range.firstPts())) {
                    packet.pts(table.pts()[i]);
                    run.add(copy(packet, table.shown()[i]));
                }
                packet = packets.next();
            }
            if (run.size() < range.packets()) {
                throw changed(packets, range);
            }
            return new PacketRun(packets.stream().parameters(), run);
        }
    }

    private static @Nullable PacketRun collect(VideoPackets packets, PacketRange range)
            throws VideoException, IOException {
        AVPacket packet = packets.next();
        while (packet != null && !isFirst(packets.times(), range)) {
            if (packets.times().key() && packets.times().pts() > range.firstPts()) {
                return null;
            }
            packet = packets.next();
        }
        List<EncodedPacket> run = new ArrayList<>(range.packets());
        while (packet != null) {
            run.add(copy(packet, packets.times().shown()));
            if (run.size() == range.packets()) {
                return new PacketRun(packets.stream().parameters(), run);
            }
            packet = packets.next();
        }
        return null;
    }

    private static boolean isFirst(PacketTimes times, PacketRange range) {
        // The decoding time is not compared: after a seek some demuxers do not know it yet.
        return times.key() && times.pts() == range.firstPts();
    }

    private static EncodedPacket copy(AVPacket packet, boolean shown) {
        byte[] data = new byte[packet.size()];
        packet.data().get(data);
        int flags = packet.flags() & (avcodec.AV_PKT_FLAG_KEY | avcodec.AV_PKT_FLAG_DISCARD);
        return new EncodedPacket(packet.pts(), packet.dts(), packet.duration(), flags, shown, data);
    }
}
