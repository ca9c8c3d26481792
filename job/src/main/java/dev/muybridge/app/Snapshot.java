package dev.muybridge.app;

import java.util.Map;

/**
 * How far a run is.
 *
 * @param videosFinished how many have their row
 * @param framesAnalysed so far
 * @param framesAnnotated so far
 * @param underWay share of each video under way that is done, 0..1, by name
 */
public record Snapshot(long videosFinished, long framesAnalysed, long framesAnnotated, Map<String, Double> underWay) {}
