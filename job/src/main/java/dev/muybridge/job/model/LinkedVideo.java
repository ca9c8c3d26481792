package dev.muybridge.job.model;

/**
 * A video all of whose segments are analysed, and whose people are known.
 *
 * @param video which video
 * @param segments all, in order
 * @param people how many people there are in it, including those who are left out
 */
public record LinkedVideo(PlannedVideo video, LinkedSegment[] segments, int people) {}
