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
     * The part of a video's work that each step does, 0..1. Analysing a frame and annotating it cost about the same, and
     * measuring it next to nothing. The rest, up to 1, is done when the video is published.
     */
    public static final Map<String, Double> PART_OF_WORK = Map.of(ANALYZE, 0.49, MEASURE, 0.01, ANNOTATE, 0.48);

    private Steps() {}
}
