package dev.muybridge.app;

import dev.muybridge.stage.WorkerCall;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How far a run has got.
 *
 * @param share of the work that is done, all steps and all videos together, 0..1; never falls, and is 1 only when every video has its row
 * @param secondsLeft how long the rest will take, or nothing while that is not known
 * @param framesPerSecond how many frames went through all steps in a second, on average since workers began
 * @param videos how many videos have their row
 * @param frames that each step has done so far, by the step's name
 * @param underWay how much of each video under way is done, all steps together, 0..1, by the video's name
 * @param calls what workers are working on, in the order of their numbers
 */
public record Snapshot(
        double share,
        OptionalDouble secondsLeft,
        double framesPerSecond,
        Videos videos,
        Map<String, Long> frames,
        Map<String, Double> underWay,
        List<WorkerCall> calls) {
    public Snapshot {
        frames = Map.copyOf(frames);
        underWay = Map.copyOf(underWay);
        calls = List.copyOf(calls);
    }

    /**
     * Videos that have their row.
     *
     * @param finished how many
     * @param failed how many of these failed, as far as they were told one by one
     */
    public record Videos(long finished, long failed) {}

    /** Frames that {@code step} has done so far. */
    public long frames(String step) {
        return frames.getOrDefault(step, 0L);
    }
}
