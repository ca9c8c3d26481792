package dev.muybridge.media;

/** All that planning needs to know of one video: what it is, and its packets. */
public record VideoIndex(VideoInfo info, PacketTable packets) {}
