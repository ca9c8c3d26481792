package dev.muybridge.pose;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Made-up people for tests. */
public final class Poses {
    private Poses() {}

    /** Someone who stands upright, seen from the front, all points visible; {@code x, y} is the middle, {@code height} a fraction. */
    public static Pose standing(double x, double y, double height) {
        return pose(point -> {
            double[] place = place(point);
            return new Landmark((float) (x + place[0] * height), (float) (y + place[1] * height), 0, 1, 1);
        });
    }

    /** Every point as {@code landmarks} says. */
    public static Pose pose(Function<BodyPoint, Landmark> landmarks) {
        List<Landmark> picture = new ArrayList<>();
        List<WorldLandmark> world = new ArrayList<>();
        for (BodyPoint point : BodyPoint.values()) {
            picture.add(landmarks.apply(point));
            double[] place = place(point);
            world.add(new WorldLandmark((float) (place[0] * 1.8), (float) (place[1] * 1.8), 0));
        }
        return new Pose(picture, world);
    }

    /** {@code pose} with {@code landmark} in place of that point. */
    public static Pose with(Pose pose, BodyPoint point, Landmark landmark) {
        return pose(each -> each == point ? landmark : pose.landmark(each));
    }

    /** {@code pose} with that visibility at all points. */
    public static Pose visible(Pose pose, float visibility) {
        return pose(point -> {
            Landmark from = pose.landmark(point);
            return new Landmark(from.x(), from.y(), from.z(), visibility, from.presence());
        });
    }

    /** Place as a fraction of the height, from the middle of the body; the person's left is at the picture's right. */
    private static double[] place(BodyPoint point) {
        String name = point.name();
        int side = name.contains("LEFT") ? 1 : name.contains("RIGHT") ? -1 : 0;
        double[] place = switch (name.replace("LEFT_", "").replace("RIGHT_", "")) {
            case "NOSE" -> at(0, -0.42);
            case "EYE_INNER" -> at(0.01, -0.44);
            case "EYE" -> at(0.02, -0.44);
            case "EYE_OUTER" -> at(0.03, -0.44);
            case "EAR" -> at(0.04, -0.43);
            case "MOUTH_LEFT", "MOUTH_RIGHT" -> at(0.015, -0.4);
            case "SHOULDER" -> at(0.1, -0.3);
            case "ELBOW" -> at(0.2, -0.15);
            case "WRIST" -> at(0.25, 0);
            case "PINKY" -> at(0.28, 0.03);
            case "INDEX" -> at(0.26, 0.04);
            case "THUMB" -> at(0.24, 0.03);
            case "HIP" -> at(0.07, 0.02);
            case "KNEE" -> at(0.09, 0.25);
            case "ANKLE" -> at(0.1, 0.45);
            case "HEEL" -> at(0.09, 0.48);
            case "FOOT_INDEX" -> at(0.14, 0.5);
            default -> throw new IllegalArgumentException(name);
        };
        return at(place[0] * side, place[1]);
    }

    private static double[] at(double x, double y) {
        return new double[] {x, y};
    }
}
