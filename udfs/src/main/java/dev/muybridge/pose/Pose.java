package dev.muybridge.pose;

import java.util.List;

/**
 * One person's landmarks in one frame, both lists in the order of {@link BodyPoint}.
 *
 * @param landmarks 33 points in the picture
 * @param worldLandmarks the same 33 points in space
 */
public record Pose(List<Landmark> landmarks, List<WorldLandmark> worldLandmarks) {
    /** How many landmarks a pose has. */
    public static final int SIZE = BodyPoint.values().length;

    public Pose {
        if (landmarks.size() != SIZE || worldLandmarks.size() != SIZE) {
            throw new IllegalArgumentException("a pose has " + SIZE + " landmarks and as many world landmarks, was "
                    + landmarks.size() + " and " + worldLandmarks.size());
        }
        landmarks = List.copyOf(landmarks);
        worldLandmarks = List.copyOf(worldLandmarks);
    }

    /** The named point in the picture. */
    public Landmark landmark(BodyPoint point) {
        return landmarks.get(point.index());
    }

    /** The named point in space. */
    public WorldLandmark worldLandmark(BodyPoint point) {
        return worldLandmarks.get(point.index());
    }
}
