package dev.muybridge.media;

/**
 * A run of the video stream's packets in decoding order that can be decoded on its own.
 *
 * @param firstPts pts of the first packet (a key frame), in ticks
 * @param firstDts dts of the first packet, in ticks; pts and dts together find it again after a seek
 * @param packets how many packets, including the first; 1 or more
 */
public record PacketRange(long firstPts, long firstDts, int packets) {}
