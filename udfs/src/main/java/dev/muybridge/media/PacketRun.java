package dev.muybridge.media;

import java.util.List;

/** Compressed frames that can be decoded on their own, in decoding order, with the parameters their decoder needs. */
public record PacketRun(StreamParameters parameters, List<EncodedPacket> packets) {
    public PacketRun {
        packets = List.copyOf(packets);
    }

    /** The presentation timestamps of the pictures it yields with {@code from} <= pts < {@code to}, in ascending order. */
    public long[] shownPts(long from, long to) {
        return packets.stream()
                .filter(packet -> packet.shown() && packet.pts() >= from && packet.pts() < to)
                .mapToLong(EncodedPacket::pts)
                .sorted()
                .toArray();
    }
}
