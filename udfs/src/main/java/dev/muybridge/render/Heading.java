package dev.muybridge.render;

/**
 * A direction in the picture, in steps of 1/{@value #STEPS} of a turn so that the arrow does not tremble.
 *
 * @param kind whether there is one
 * @param step clockwise from "to the right", 0 if there is none
 */
record Heading(Kind kind, int step) {
    /** Whether there is a direction. */
    enum Kind {
        /** Nothing is known. */
        NONE,
        /** Too slow for a direction to mean something. */
        STILL,
        /** There is one. */
        MOVING
    }

    static final Heading NONE = new Heading(Kind.NONE, 0);

    private static final int STEPS = 48;

    /**
     * The heading of somebody who moves this many pixels a second to the right and down, NaN if not known.
     *
     * @param speed length of that velocity
     * @param stillBelow slower than that counts as still
     */
    static Heading of(double x, double y, double speed, double stillBelow) {
        if (!Double.isFinite(speed)) {
            return NONE;
        }
        if (speed < stillBelow) {
            return new Heading(Kind.STILL, 0);
        }
        double turns = Math.atan2(y, x) / (2 * Math.PI);
        return new Heading(Kind.MOVING, Math.floorMod((int) Math.round(turns * STEPS), STEPS));
    }

    /** Clockwise from "to the right". */
    double radians() {
        return step * 2 * Math.PI / STEPS;
    }
}
