package dev.muybridge.job.model;

/**
 * A segment whose rows are staged.
 *
 * @param linked what they were made from
 * @param people how many people there are in the video
 * @param workMillis what workers spent on it in total
 */
public record RowsRef(LinkedSegment linked, int people, long workMillis) {}
