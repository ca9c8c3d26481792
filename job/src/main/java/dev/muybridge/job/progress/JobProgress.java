package dev.muybridge.job.progress;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a job's operators have reported so far.
 *
 * @param steps by name, those that have opened
 * @param published what has been published
 * @param workersLost why no worker is left, or nothing
 */
public record JobProgress(Map<String, StepProgress> steps, Published published, Optional<String> workersLost) {
    private static final String STEP = "progress of ";
    private static final String LOST = "workers lost at ";
    private static final String PUBLISHED = "published";

    public JobProgress {
        steps = Map.copyOf(steps);
    }

    /** The name under which a step registers its {@link StepProgressAccumulator}. */
    public static String stepName(String step) {
        return STEP + step;
    }

    /** The name under which a step registers its {@link WorkersLostAccumulator}. */
    public static String lostName(String step) {
        return LOST + step;
    }

    /** The name under which the sink registers its {@link PublishedAccumulator}. */
    public static String publishedName() {
        return PUBLISHED;
    }

    /** What {@code accumulators} say, by their names; any others are not ours. */
    public static JobProgress of(Map<String, Object> accumulators) {
        Map<String, StepProgress> steps = new HashMap<>();
        WorkersLost lost = WorkersLost.NONE;
        Published published = new Published(0, List.of());
        for (Object value : accumulators.values()) {
            if (value instanceof StepProgress step) {
                steps.put(step.step(), step);
            } else if (value instanceof Published videos) {
                published = videos;
            } else if (value instanceof WorkersLost workers) {
                lost = lost.or(workers);
            }
        }
        return new JobProgress(
                steps, published, lost.equals(WorkersLost.NONE) ? Optional.empty() : Optional.of(lost.reason()));
    }
}
