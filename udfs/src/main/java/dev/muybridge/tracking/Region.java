package dev.muybridge.tracking;

/**
 * Where a body is looked for: a turned square in the upright picture, of which the landmark model sees nothing but the inside.
 *
 * @param x of the centre, pixels, left = 0
 * @param y of the centre, pixels, top = 0
 * @param side pixels, positive
 * @param radians by which an upright body is turned clockwise, -pi to pi
 */
record Region(double x, double y, double side, double radians) {
    /** A body's square is larger than the circle around it by this; MediaPipe's pose_landmarks_detector graph. */
    private static final double MARGIN = 1.25;

    /** How many cells of the grid lie on a side. */
    private static final double CELLS = 64;

    /** How many sizes of the grid lie between one and its double. */
    private static final double SIZES = 16;

    /** Between the angles of the grid, radians. */
    private static final double TURN = StrictMath.toRadians(2.5);

    /**
     * The region of a body, as MediaPipe's AlignmentPointsRectsCalculator has it.
     *
     * @param hipX middle of the hips, pixels
     * @param hipY middle of the hips, pixels
     * @param topX point on the circle around the whole body, above the head of somebody who stands, pixels
     * @param topY the same, pixels
     */
    static Region around(double hipX, double hipY, double topX, double topY) {
        double side = 2 * MARGIN * StrictMath.hypot(topX - hipX, topY - hipY);
        double radians = StrictMath.PI / 2 - StrictMath.atan2(hipY - topY, topX - hipX);
        return new Region(hipX, hipY, side, wrapped(radians));
    }

    /**
     * The nearest region of a grid: without it, the smallest difference between two trackers would come back through the next region
     * for ever; with it, trackers that come near to each other become equal.
     */
    Region snapped() {
        double snappedSide = StrictMath.pow(2, StrictMath.rint(log2(side) * SIZES) / SIZES);
        double cell = snappedSide / CELLS;
        return new Region(nearest(x, cell), nearest(y, cell), snappedSide, wrapped(nearest(radians, TURN)));
    }

    /** The nearest multiple of {@code step}; adding zero makes 0 of -0, which records take for another number. */
    private static double nearest(double value, double step) {
        return StrictMath.rint(value / step) * step + 0.0;
    }

    /** The same square, turned by so many degrees, clockwise. */
    Region turned(double degrees) {
        return new Region(x, y, side, wrapped(radians + StrictMath.toRadians(degrees)));
    }

    /** Between the centres, in sides of this one. */
    double distance(Region other) {
        return StrictMath.hypot(other.x - x, other.y - y) / side;
    }

    /** Where a point of the square lies in the picture; 0 to 1 from its left and its top edge. */
    double pictureX(double u, double v) {
        return x + side * (StrictMath.cos(radians) * (u - 0.5) - StrictMath.sin(radians) * (v - 0.5));
    }

    /** See {@link #pictureX}. */
    double pictureY(double u, double v) {
        return y + side * (StrictMath.sin(radians) * (u - 0.5) + StrictMath.cos(radians) * (v - 0.5));
    }

    static double log2(double value) {
        return StrictMath.log(value) / StrictMath.log(2);
    }

    private static double wrapped(double radians) {
        return radians - 2 * StrictMath.PI * StrictMath.floor((radians + StrictMath.PI) / (2 * StrictMath.PI));
    }
}
