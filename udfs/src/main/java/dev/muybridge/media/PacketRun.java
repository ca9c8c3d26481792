package dev.muybridge.media;

import java.util.List;

/** Compressed frames that can be decoded by themselves, in decoding order, with what their decoder must know. */
public record PacketRun(StreamParameters parameters, List<EncodedPacket> packets) {
    public PacketRun {
        packets = List.copyOf(packets);
    }
}
