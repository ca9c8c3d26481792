package dev.muybridge.stage;

import java.util.List;

/** What workers do, in processing order. */
public enum WorkStep {
    /** Packets to poses, of a segment. */
    ANALYZE("analyze", 0),
    /** Poses to numbers, of a person's track. */
    MEASURE("measure", 1),
    /** Rows and packets to annotated pictures, of a segment. */
    ANNOTATE("annotate", 2);

    private static final List<WorkStep> ONWARD = List.of(MEASURE, ANALYZE, ANNOTATE);
    private static final List<WorkStep> BACKWARD = List.of(MEASURE, ANNOTATE, ANALYZE);

    private final String verb;
    private final int place;

    WorkStep(String verb, int place) {
        this.verb = verb;
        this.place = place;
    }

    /**
     * In which order a worker takes the steps of which something is waiting. Measuring is short, and a whole video waits for it.
     * Apart from that, what can be finished is finished; but the first of several workers analyses as long as there is something to
     * analyse. Otherwise the last video would be analysed when nothing is left to annotate, and all but one would wait for its last
     * segment.
     *
     * @param worker which one, 0-based
     * @param workers how many there are
     */
    public static List<WorkStep> order(int worker, int workers) {
        return worker == 0 && workers > 1 ? ONWARD : BACKWARD;
    }

    /** Its name wherever it is named: operators, metrics, progress. */
    public String verb() {
        return verb;
    }

    /** Its place among the steps, 0-based. */
    public int place() {
        return place;
    }
}
