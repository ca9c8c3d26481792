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

    /**
     * What each step costs for a frame, ms, until a run has measured it itself: the mean of the videos in job/docs/performance.md, in which there
     * are one or two people. How the costs compare matters, not how large they are. To join a frame costs little, but a video is not done before.
     */
    public static final Map<String, Double> MILLIS_A_FRAME =
            Map.of(ANALYZE, 71.0, MEASURE, 0.01, ANNOTATE, 36.0, JOIN, 0.2);

    /** What analysing a frame costs in the same way, ms, by how many people are in it on average. */
    public static double millisToAnalyze(double people) {
        return 8 + 42 * people;
    }

    private Steps() {}
}
