package dev.muybridge.media;

/**
 * A part of a video's own clock, in ticks.
 *
 * @param fromPts its start
 * @param toPts its end, exclusive
 */
public record Span(long fromPts, long toPts) {}
