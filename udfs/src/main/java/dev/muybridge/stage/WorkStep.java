package dev.muybridge.stage;

/** What workers do, in processing order. Later steps go first, so that what can be finished is finished. */
public enum WorkStep {
    /** Packets to poses, of a segment. */
    ANALYZE(0),
    /** Poses to numbers, of a person's track. */
    MEASURE(1),
    /** Rows and packets to annotated pictures, of a segment. */
    ANNOTATE(2);

    private final int place;

    WorkStep(int place) {
        this.place = place;
    }

    /** Its place among the steps, 0-based. */
    public int place() {
        return place;
    }
}
