package dev.muybridge.job.model;

/**
 * A video all of whose segments are analysed.
 *
 * @param video which video
 * @param segments all, in order
 */
public record AnalysedVideo(PlannedVideo video, PosesRef[] segments) {}
