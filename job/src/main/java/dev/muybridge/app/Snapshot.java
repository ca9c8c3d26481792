package dev.muybridge.app;

import java.util.Map;

/**
 * How far a run has got.
 *
 * @param videosFinished how many have their row
 * @param frames that each step has done so far, by the step's name
 * @param underWay how much of each video under way is done, all steps together, 0..1, by the video's name
 */
public record Snapshot(long videosFinished, Map<String, Long> frames, Map<String, Double> underWay) {
    public Snapshot {
        frames = Map.copyOf(frames);
        underWay = Map.copyOf(underWay);
    }

    /** Frames that {@code step} has done so far. */
    public long frames(String step) {
        return frames.getOrDefault(step, 0L);
    }
}
