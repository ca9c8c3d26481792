package dev.muybridge.job.progress;

import dev.muybridge.stage.WorkStep;
import java.util.Map;

/** The steps that report their progress, by the names of their operators. */
public final class Steps {
    /** Finds people in frames. */
    public static final String ANALYZE = WorkStep.ANALYZE.verb();

    /** Analyses frames again where segments do not fit together. */
    public static final String REPAIR = "link-repair";

    /** Measures people's tracks. */
    public static final String MEASURE = WorkStep.MEASURE.verb();

    /** Draws on frames and encodes them. */
    public static final String ANNOTATE = WorkStep.ANNOTATE.verb();

    /** Joins a video's segments. */
    public static final String JOIN = "join";

    /** How many people are in a frame of the videos that the costs are from, on average. */
    public static final double USUAL_PEOPLE = 1.5;

    /**
     * What each step costs for a frame, ms, until a run has measured it itself, from job/docs/performance.md. How the costs compare matters,
     * not how large they are. To join a frame costs little, but a video is not done before.
     *
     * @param people how many are in a frame, on average
     */
    public static Map<String, Double> millisAFrame(double people) {
        return Map.of(ANALYZE, 8 + 42 * people, MEASURE, 0.01, ANNOTATE, 36.0, JOIN, 0.2);
    }

    private Steps() {}
}
