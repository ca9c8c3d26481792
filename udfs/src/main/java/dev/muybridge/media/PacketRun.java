package dev.muybridge.media;

import java.util.List;

/** Compressed frames that can be decoded by themselves, in decoding order, with what their decoder must know. */
public record PacketRun(StreamParameters parameters, List<EncodedPacket> packets) {
    public PacketRun {
        packets = List.copyOf(packets);
    }

    /** The presentation timestamps of the pictures that are to come of it, {@code from} <= pts < {@code to}, rising. */
    public long[] shownPts(long from, long to) {
        return packets.stream()
                .filter(packet -> packet.shown() && packet.pts() >= from && packet.pts() < to)
                .mapToLong(EncodedPacket::pts)
                .sorted()
                .toArray();
    }
}
