package dev.muybridge.tracking;

import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import java.util.Arrays;

/**
 * A made-up person in a picture.
 *
 * @param x middle of the hips, pixels
 * @param y the same
 * @param height pixels; a trunk is 0.32 of it, a region's side 1.375
 * @param degrees by which the body is turned clockwise
 * @param presence how sure the landmark model is of them
 * @param upper how much of the length above the hips shows, 0..1
 * @param visibility of all points, a logit
 */
record Someone(double x, double y, double height, double degrees, double presence, double upper, double visibility) {
    /** Clearly, a logit. */
    private static final double SEEN = 5;

    /** Points of the landmark model beyond the 33 of the body. */
    static final int HIPS = 33;

    static final int TOP = 34;
    static final int POINTS = 35;

    /** From the hips, in heights. */
    private static final double CIRCLE = 0.55;

    private static final Pose SHAPE = Poses.standing(0, -0.02, 1);

    Someone(double x, double y, double height) {
        this(x, y, height, 0, 0.9, 1, SEEN);
    }

    Someone turned(double by) {
        return new Someone(x, y, height, by, presence, upper, visibility);
    }

    Someone barelyPresent(double sure) {
        return new Someone(x, y, height, degrees, sure, upper, visibility);
    }

    Someone foreshortened(double share) {
        return new Someone(x, y, height, degrees, presence, share, visibility);
    }

    Someone visible(double logit) {
        return new Someone(x, y, height, degrees, presence, upper, logit);
    }

    /** Pixels of the picture: x, y. */
    double[] place(int point) {
        double right = 0;
        double down = point == TOP ? -CIRCLE : 0;
        if (point < Pose.SIZE) {
            Landmark landmark = SHAPE.landmarks().get(point);
            right = landmark.x();
            down = landmark.y() * (landmark.y() < 0 ? upper : 1);
        }
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        return new double[] {x + height * (cos * right - sin * down), y + height * (sin * right + cos * down)};
    }

    /** Middle of the trunk. */
    double[] centre() {
        double[] sum = new double[2];
        for (int point : new int[] {11, 12, 23, 24}) {
            sum[0] += place(point)[0] / 4;
            sum[1] += place(point)[1] / 4;
        }
        return sum;
    }

    Region region() {
        double[] top = place(TOP);
        return Region.around(x, y, top[0], top[1]);
    }

    /** As the landmark model would find them in their own region. */
    Body body() {
        double[] pixelsX = new double[POINTS];
        double[] pixelsY = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            pixelsX[i] = place(i)[0];
            pixelsY[i] = place(i)[1];
        }
        float[] other = new float[Pose.SIZE * Body.Points.OTHER];
        Arrays.fill(other, 1);
        return new Body(region(), presence, new Body.Points(pixelsX, pixelsY, other), region());
    }
}
