package dev.muybridge.job.model;

import dev.muybridge.media.VideoInfo;

/**
 * A video that was planned.
 *
 * @param ref which video
 * @param info what it is
 * @param segments how many segments
 * @param frames how many shown frames, from the packet list
 * @param digest of their timestamps, see {@code FrameLedger}
 */
public record PlannedVideo(VideoRef ref, VideoInfo info, int segments, long frames, long digest) {}
