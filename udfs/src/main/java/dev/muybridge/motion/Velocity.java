package dev.muybridge.motion;

/**
 * How fast the centre of the trunk moves in the picture.
 *
 * @param x pixels of the upright picture a second, to the right
 * @param y pixels of the upright picture a second, downwards
 */
public record Velocity(double x, double y) {
    /**
     * From one place to the next.
     *
     * @param seconds true time between the two frames, positive and finite
     */
    public static Velocity between(Centre from, Centre to, double seconds) {
        if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "time between two frames must be positive and finite, was " + seconds + " s");
        }
        return new Velocity((to.x() - from.x()) / seconds, (to.y() - from.y()) / seconds);
    }

    /** Pixels of the upright picture a second, without direction. */
    public double speed() {
        return Math.hypot(x, y);
    }
}
