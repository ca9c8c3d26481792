package dev.muybridge.motion;

import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.WorldLandmark;

/**
 * Distances between the left and the right landmark of a pair.
 *
 * @param shoulderPx between the shoulders in the picture, pixels of the upright picture
 * @param hipPx between the hips in the picture, pixels of the upright picture
 * @param shoulderM between the shoulders in space, metres, from the model's world landmarks (estimated, not surveyed)
 * @param hipM between the hips in space, metres, from the model's world landmarks (estimated, not surveyed)
 */
public record Widths(double shoulderPx, double hipPx, double shoulderM, double hipM) {
    /** The widths of {@code pose} in an upright picture of that size. */
    public static Widths of(Pose pose, PictureSize size) {
        return new Widths(
                inPicture(pose, BodyPoint.LEFT_SHOULDER, BodyPoint.RIGHT_SHOULDER, size),
                inPicture(pose, BodyPoint.LEFT_HIP, BodyPoint.RIGHT_HIP, size),
                inSpace(pose, BodyPoint.LEFT_SHOULDER, BodyPoint.RIGHT_SHOULDER),
                inSpace(pose, BodyPoint.LEFT_HIP, BodyPoint.RIGHT_HIP));
    }

    private static double inPicture(Pose pose, BodyPoint left, BodyPoint right, PictureSize size) {
        Landmark a = pose.landmark(left);
        Landmark b = pose.landmark(right);
        return Math.hypot(((double) a.x() - b.x()) * size.width(), ((double) a.y() - b.y()) * size.height());
    }

    private static double inSpace(Pose pose, BodyPoint left, BodyPoint right) {
        WorldLandmark a = pose.worldLandmark(left);
        WorldLandmark b = pose.worldLandmark(right);
        double dx = (double) a.x() - b.x();
        double dy = (double) a.y() - b.y();
        double dz = (double) a.z() - b.z();
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
}
