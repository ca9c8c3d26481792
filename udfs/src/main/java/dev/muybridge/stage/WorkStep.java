package dev.muybridge.stage;

/** What workers do, in processing order. Later steps go first, so that what can be finished is finished. */
public enum WorkStep {
    /** Packets to poses, of a segment. */
    ANALYZE("analyze", 0),
    /** Poses to numbers, of a person's track. */
    MEASURE("measure", 1),
    /** Rows and packets to annotated pictures, of a segment. */
    ANNOTATE("annotate", 2);

    private final String verb;
    private final int place;

    WorkStep(String verb, int place) {
        this.verb = verb;
        this.place = place;
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
