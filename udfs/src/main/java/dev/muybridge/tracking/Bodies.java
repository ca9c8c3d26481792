package dev.muybridge.tracking;

import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Torso;
import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import java.util.List;

/** Comparisons of poses. */
final class Bodies {
    /** Two detections whose centres are closer than this, in torso lengths, are the same person. */
    static final double SAME_PERSON = 0.6;

    /** If they are from the same picture, their landmarks must also differ by less than this, in torso lengths. */
    static final double SAME_POSE = 0.4;

    /** Two poses are on the same body if their landmarks differ by less than this, in torso lengths. */
    static final double SAME_BODY = 0.35;

    private static final List<Pair> PAIRS = List.of(
            new Pair(BodyPoint.LEFT_SHOULDER, BodyPoint.RIGHT_SHOULDER),
            new Pair(BodyPoint.LEFT_ELBOW, BodyPoint.RIGHT_ELBOW),
            new Pair(BodyPoint.LEFT_HIP, BodyPoint.RIGHT_HIP),
            new Pair(BodyPoint.LEFT_KNEE, BodyPoint.RIGHT_KNEE),
            new Pair(BodyPoint.LEFT_ANKLE, BodyPoint.RIGHT_ANKLE));

    /** The same joint on both sides of the body. */
    private record Pair(BodyPoint left, BodyPoint right) {}

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
        return distance(a, b, size, false);
    }

    /**
     * The same, except that left and right of a pair may be swapped: for a person seen from behind or from the side, the model
     * may do that in one picture and not in the other.
     */
    static double distanceOfSides(Pose a, Pose b, PictureSize size) {
        return distance(a, b, size, true);
    }

    private static double distance(Pose a, Pose b, PictureSize size, boolean sidesMayChange) {
        double pixels = apart(a.landmark(BodyPoint.NOSE), b.landmark(BodyPoint.NOSE), size);
        for (Pair pair : PAIRS) {
            double straight = apart(a.landmark(pair.left()), b.landmark(pair.left()), size)
                    + apart(a.landmark(pair.right()), b.landmark(pair.right()), size);
            double crossed = apart(a.landmark(pair.left()), b.landmark(pair.right()), size)
                    + apart(a.landmark(pair.right()), b.landmark(pair.left()), size);
            pixels += sidesMayChange ? Math.min(straight, crossed) : straight;
        }
        double length = Math.max(Torso.of(a, size).length(), Torso.of(b, size).length());
        return pixels / (1 + 2 * PAIRS.size()) / Math.max(1, length);
    }

    /** The distance between two points, in pixels. */
    private static double apart(Landmark p, Landmark q, PictureSize size) {
        return Math.hypot(((double) p.x() - q.x()) * size.width(), ((double) p.y() - q.y()) * size.height());
    }
}
