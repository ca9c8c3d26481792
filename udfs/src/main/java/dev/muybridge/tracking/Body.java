package dev.muybridge.tracking;

import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.WorldLandmark;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the landmark model says about one region of one picture. Distances between bodies are in lengths of the longer trunk. */
final class Body {
    private static final int NOSE = BodyPoint.NOSE.index();
    private static final int LEFT_SHOULDER = BodyPoint.LEFT_SHOULDER.index();
    private static final int RIGHT_SHOULDER = BodyPoint.RIGHT_SHOULDER.index();
    private static final int LEFT_HIP = BodyPoint.LEFT_HIP.index();
    private static final int RIGHT_HIP = BodyPoint.RIGHT_HIP.index();

    /** Compared to tell one body from another. */
    private static final int[] JOINTS = {NOSE, 11, 12, 13, 14, 23, 24, 25, 26, 27, 28};

    /** Outline of a body: the points that its limbs and its head are made of. */
    private static final int[] OUTLINE = {0, 7, 8, 11, 12, 13, 14, 15, 16, 19, 20, 23, 24, 25, 26, 27, 28, 31, 32};

    /** The trunk and the nose, as middles of two points. */
    private static final int[][] TRUNK = {
        {0, 0}, {11, 11}, {12, 12}, {23, 23}, {24, 24}, {11, 12}, {23, 24}, {11, 23}, {12, 24}
    };

    /** Joints and bones, as middles of two points. */
    private static final int[][] LIMBS = {
        {0, 0}, {11, 11}, {12, 12}, {13, 13}, {14, 14}, {15, 15}, {16, 16}, {23, 23}, {24, 24}, {25, 25}, {26, 26},
        {27, 27}, {28, 28}, {11, 12}, {23, 24}, {11, 23}, {12, 24}, {11, 13}, {13, 15}, {12, 14}, {14, 16}, {23, 25},
        {25, 27}, {24, 26}, {26, 28}
    };

    /** A body's box is wider than its points by this, in trunks. */
    private static final double BOX = 0.15;

    /** Another's limb this near to the trunk or nose touches it, in trunks of the longer. */
    private static final double TOUCH = 0.3;

    /** Who is smaller than this, in trunks of the other, is far behind. */
    private static final double BESIDE = 0.64;

    /** A body is believed without doubt from this presence on; the value is MediaPipe's default. */
    private static final double PRESENT = 0.5;

    /** And while it stays where it was, from this one on: bent over behind somebody, a body is seldom surer. */
    private static final double BARELY_PRESENT = 0.1;

    /** Shorter trunks, in sides of the region, are foreshortened; in the samples they are 0.23 in the mean, 0.18 in a somersault. */
    private static final double SHORT = 0.15;

    /** In sides of the region; a body that moves less stays where it was. */
    private static final double STILL = 0.05;

    private final Region region;
    private final double presence;
    private final Points points;
    private final Region next;
    private final double[] centre;
    private final double trunk;
    private final double visibility;

    /**
     * The numbers of all points.
     *
     * @param x pixels of the upright picture
     * @param y pixels of the upright picture
     * @param other for each point z in pixels, visibility and presence 0..1, then x, y, z in metres
     */
    record Points(double[] x, double[] y, float[] other) {
        /** Numbers of a point in {@link #other}. */
        static final int OTHER = 6;
    }

    /**
     * A body.
     *
     * @param region in which it was looked for
     * @param presence how likely there is one, 0..1
     * @param points all 33
     * @param next region for the next picture, not snapped
     */
    Body(Region region, double presence, Points points, Region next) {
        this.region = region;
        this.presence = presence;
        this.points = points;
        this.next = next;
        this.centre = new double[] {trunkMean(points.x), trunkMean(points.y)};
        this.trunk = Math.max(1, StrictMath.hypot(trunkSpan(points.x), trunkSpan(points.y)));
        double sum = 0;
        for (int i = 0; i < Pose.SIZE; i++) {
            sum += points.other[i * Points.OTHER + 1];
        }
        this.visibility = sum / Pose.SIZE;
    }

    private static double trunkMean(double[] p) {
        return (p[LEFT_SHOULDER] + p[RIGHT_SHOULDER] + p[LEFT_HIP] + p[RIGHT_HIP]) / 4;
    }

    private static double trunkSpan(double[] p) {
        return (p[LEFT_SHOULDER] + p[RIGHT_SHOULDER] - p[LEFT_HIP] - p[RIGHT_HIP]) / 2;
    }

    Region region() {
        return region;
    }

    /** Where to look in the next picture. */
    Region next() {
        return next.snapped();
    }

    double presence() {
        return presence;
    }

    /** From the middle of the shoulders to that of the hips, pixels, at least 1. */
    double trunk() {
        return trunk;
    }

    /** Mean of all points, 0..1. */
    double visibility() {
        return visibility;
    }

    double x(int point) {
        return points.x[point];
    }

    double y(int point) {
        return points.y[point];
    }

    /** All numbers of the points but where they are in the picture, see {@link Points}; not to be changed. */
    float[] others() {
        return points.other;
    }

    boolean isPresent() {
        return presence > PRESENT && next.side() > 0;
    }

    /** Whether there is a body, given that there was one before. */
    boolean isStillThere() {
        return (isPresent() && !isForeshortened()) || (presence > BARELY_PRESENT && next.side() > 0 && isStill());
    }

    /** Whether the trunk points at the camera, or is made up, as of somebody whose upper body is outside the picture. */
    boolean isForeshortened() {
        return trunk < SHORT * next.side();
    }

    /** Whether the body lies in the middle of its region. */
    boolean isStill() {
        return region.distance(next) < STILL;
    }

    /** Between the middles of the trunks, pixels. */
    double pixelsTo(Body other) {
        return StrictMath.hypot(centre[0] - other.centre[0], centre[1] - other.centre[1]);
    }

    /** From the middle of the hips to the middle of a region, pixels. */
    double pixelsTo(Region other) {
        return StrictMath.hypot(
                other.x() - (points.x[LEFT_HIP] + points.x[RIGHT_HIP]) / 2,
                other.y() - (points.y[LEFT_HIP] + points.y[RIGHT_HIP]) / 2);
    }

    /** Mean distance between the same joints. */
    double difference(Body other) {
        double sum = 0;
        for (int joint : JOINTS) {
            sum += StrictMath.hypot(points.x[joint] - other.points.x[joint], points.y[joint] - other.points.y[joint]);
        }
        return sum / JOINTS.length / Math.max(trunk, other.trunk);
    }

    /** Whether {@code other} is at this body's trunk or nose. */
    boolean isTouchedBy(Body other) {
        return boxesMeet(other) && gap(other) < TOUCH * Math.max(trunk, other.trunk);
    }

    /** Whether {@code other} touches this body, and is not so far behind that its limbs would never be taken for this one's. */
    boolean isConfusedWith(Body other) {
        return other.trunk >= BESIDE * trunk && isTouchedBy(other);
    }

    private boolean boxesMeet(Body other) {
        return meet(points.x, BOX * trunk, other.points.x, BOX * other.trunk)
                && meet(points.y, BOX * trunk, other.points.y, BOX * other.trunk);
    }

    private static boolean meet(double[] a, double aroundA, double[] b, double aroundB) {
        DoubleSummaryStatistics ofA = outline(a);
        DoubleSummaryStatistics ofB = outline(b);
        return ofA.getMin() - aroundA < ofB.getMax() + aroundB && ofB.getMin() - aroundB < ofA.getMax() + aroundA;
    }

    private static DoubleSummaryStatistics outline(double[] p) {
        return IntStream.of(OUTLINE).mapToDouble(point -> p[point]).summaryStatistics();
    }

    /** Least distance between this trunk and the other's joints and bones, pixels. */
    private double gap(Body other) {
        double least = other.gap(centre);
        for (int[] pair : TRUNK) {
            least = Math.min(least, other.gap(middle(pair)));
        }
        return least;
    }

    private double gap(double[] point) {
        return Stream.of(LIMBS)
                .map(this::middle)
                .mapToDouble(limb -> StrictMath.hypot(point[0] - limb[0], point[1] - limb[1]))
                .min()
                .orElseThrow();
    }

    private double[] middle(int[] pair) {
        return new double[] {(x(pair[0]) + x(pair[1])) / 2, (y(pair[0]) + y(pair[1])) / 2};
    }

    /** The landmarks as everybody else knows them, in an upright picture of that size. */
    Pose pose(PictureSize size) {
        List<Landmark> landmarks = new ArrayList<>(Pose.SIZE);
        List<WorldLandmark> world = new ArrayList<>(Pose.SIZE);
        for (int i = 0; i < Pose.SIZE; i++) {
            int at = i * Points.OTHER;
            float[] other = points.other;
            landmarks.add(new Landmark(
                    (float) (points.x[i] / size.width()),
                    (float) (points.y[i] / size.height()),
                    other[at] / size.width(),
                    other[at + 1],
                    other[at + 2]));
            world.add(new WorldLandmark(other[at + 3], other[at + 4], other[at + 5]));
        }
        return new Pose(landmarks, world);
    }
}
