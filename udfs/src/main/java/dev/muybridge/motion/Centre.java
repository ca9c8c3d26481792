package dev.muybridge.motion;

import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import java.util.List;

/**
 * The middle of a person's trunk: the mean of the two shoulder and the two hip landmarks.
 *
 * @param x pixels of the upright picture, left = 0
 * @param y pixels of the upright picture, top = 0
 */
public record Centre(double x, double y) {
    static final List<BodyPoint> TRUNK =
            List.of(BodyPoint.LEFT_SHOULDER, BodyPoint.RIGHT_SHOULDER, BodyPoint.LEFT_HIP, BodyPoint.RIGHT_HIP);

    /** The centre of {@code pose} in an upright picture of that size. */
    public static Centre of(Pose pose, PictureSize size) {
        double x = 0;
        double y = 0;
        for (BodyPoint point : TRUNK) {
            Landmark landmark = pose.landmark(point);
            x += landmark.x();
            y += landmark.y();
        }
        return new Centre(x / TRUNK.size() * size.width(), y / TRUNK.size() * size.height());
    }
}
