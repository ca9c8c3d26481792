package dev.muybridge.media;

/** Everything that planning needs to know about one video: what it is, and its packets. */
public record VideoIndex(VideoInfo info, PacketTable packets) {}
