package dev.muybridge.job.progress;

/**
 * A step has done a segment.
 *
 * @param video its video's name
 * @param total frames of the video
 * @param frames of the segment
 */
public record SegmentDone(String video, long total, long frames) {}
