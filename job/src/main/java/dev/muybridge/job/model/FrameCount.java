package dev.muybridge.job.model;

/** How many frames, and the digest of their timestamps (see {@code FrameLedger}). */
public record FrameCount(long frames, long digest) {}
