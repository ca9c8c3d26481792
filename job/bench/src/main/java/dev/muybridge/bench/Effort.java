package dev.muybridge.bench;

import java.util.Map;

/**
 * What some videos took, start and end included.
 *
 * @param frames of all videos
 * @param found in how many of them somebody was found
 * @param seconds by the clock on the wall
 * @param cpuSeconds of each step or process
 * @param peakBytes the most memory that all processes had together, as the sum of their proportional set sizes
 */
record Effort(long frames, long found, double seconds, Map<String, Double> cpuSeconds, long peakBytes) {}
