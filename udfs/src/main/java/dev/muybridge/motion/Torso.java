package dev.muybridge.motion;

import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Pose;

/**
 * Where a person's trunk is and how large it is; its length is the unit of all distances between people.
 *
 * @param centre of the trunk
 * @param length from the middle of the shoulders to the middle of the hips, pixels; bent over towards the camera it is short, so
 *     at least the width of the shoulders or hips
 */
public record Torso(Centre centre, double length) {
    /** The trunk of {@code pose} in an upright picture of that size. */
    public static Torso of(Pose pose, PictureSize size) {
        double length = StrictMath.hypot(
                middleX(pose, BodyPoint.LEFT_SHOULDER, BodyPoint.RIGHT_SHOULDER, size)
                        - middleX(pose, BodyPoint.LEFT_HIP, BodyPoint.RIGHT_HIP, size),
                middleY(pose, BodyPoint.LEFT_SHOULDER, BodyPoint.RIGHT_SHOULDER, size)
                        - middleY(pose, BodyPoint.LEFT_HIP, BodyPoint.RIGHT_HIP, size));
        double shoulders =
                Widths.inPicture(pose.landmark(BodyPoint.LEFT_SHOULDER), pose.landmark(BodyPoint.RIGHT_SHOULDER), size);
        double hips = Widths.inPicture(pose.landmark(BodyPoint.LEFT_HIP), pose.landmark(BodyPoint.RIGHT_HIP), size);
        return new Torso(Centre.of(pose, size), Math.max(length, Math.max(shoulders, hips)));
    }

    /** Between the centres, in lengths of the longer of the two. */
    public double distance(Torso other) {
        double pixels = Math.hypot(centre.x() - other.centre.x(), centre.y() - other.centre.y());
        return pixels / Math.max(1, Math.max(length, other.length));
    }

    private static double middleX(Pose pose, BodyPoint a, BodyPoint b, PictureSize size) {
        return ((double) pose.landmark(a).x() + pose.landmark(b).x()) / 2 * size.width();
    }

    private static double middleY(Pose pose, BodyPoint a, BodyPoint b, PictureSize size) {
        return ((double) pose.landmark(a).y() + pose.landmark(b).y()) / 2 * size.height();
    }
}
