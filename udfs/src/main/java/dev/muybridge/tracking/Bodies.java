package dev.muybridge.tracking;

import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Torso;
import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import java.util.List;

/** Comparisons of poses. */
final class Bodies {
    /** Two detections whose centres are nearer than that, in torso lengths, are one person. */
    static final double SAME_PERSON = 0.6;

    /** And their landmarks differ by less than that, where they are of one picture. */
    static final double SAME_POSE = 0.4;

    private static final List<BodyPoint> POINTS = List.of(
            BodyPoint.NOSE,
            BodyPoint.LEFT_SHOULDER,
            BodyPoint.RIGHT_SHOULDER,
            BodyPoint.LEFT_ELBOW,
            BodyPoint.RIGHT_ELBOW,
            BodyPoint.LEFT_HIP,
            BodyPoint.RIGHT_HIP,
            BodyPoint.LEFT_KNEE,
            BodyPoint.RIGHT_KNEE,
            BodyPoint.LEFT_ANKLE,
            BodyPoint.RIGHT_ANKLE);

    private Bodies() {}

    /** Mean visibility of all landmarks, 0..1. */
    static double visibility(Pose pose) {
        return pose.landmarks().stream()
                .mapToDouble(Landmark::visibility)
                .average()
                .orElse(0);
    }

    /** Mean distance between the same points of two poses, in lengths of the longer torso. */
    static double distance(Pose a, Pose b, PictureSize size) {
        double pixels = 0;
        for (BodyPoint point : POINTS) {
            Landmark p = a.landmark(point);
            Landmark q = b.landmark(point);
            pixels += Math.hypot(((double) p.x() - q.x()) * size.width(), ((double) p.y() - q.y()) * size.height());
        }
        double length = Math.max(Torso.of(a, size).length(), Torso.of(b, size).length());
        return pixels / POINTS.size() / Math.max(1, length);
    }
}
