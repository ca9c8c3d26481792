package dev.muybridge.motion;

import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.WorldLandmark;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a pose's points are, as a row of numbers: for each point, in the order of {@link dev.muybridge.pose.BodyPoint}, x, y and z in the
 * picture and then x, y and z in space, in the units of {@link Landmark} and {@link WorldLandmark}.
 */
public final class Places {
    /** Numbers of one point. */
    static final int PER_POINT = 6;

    /** Numbers of a pose. */
    public static final int COUNT = Pose.SIZE * PER_POINT;

    private Places() {}

    /** The places of a pose, {@link #COUNT} numbers. */
    public static float[] of(Pose pose) {
        float[] places = new float[COUNT];
        int at = 0;
        for (int point = 0; point < Pose.SIZE; point++) {
            Landmark in = pose.landmarks().get(point);
            places[at++] = in.x();
            places[at++] = in.y();
            places[at++] = in.z();
            WorldLandmark world = pose.worldLandmarks().get(point);
            places[at++] = world.x();
            places[at++] = world.y();
            places[at++] = world.z();
        }
        return places;
    }

    /**
     * A pose at other places.
     *
     * @param pose gives visibility and presence
     * @param places {@link #COUNT} numbers
     */
    public static Pose with(Pose pose, float[] places) {
        List<Landmark> landmarks = new ArrayList<>(Pose.SIZE);
        List<WorldLandmark> worldLandmarks = new ArrayList<>(Pose.SIZE);
        for (int point = 0; point < Pose.SIZE; point++) {
            Landmark before = pose.landmarks().get(point);
            int at = point * PER_POINT;
            landmarks.add(
                    new Landmark(places[at], places[at + 1], places[at + 2], before.visibility(), before.presence()));
            worldLandmarks.add(new WorldLandmark(places[at + 3], places[at + 4], places[at + 5]));
        }
        return new Pose(landmarks, worldLandmarks);
    }
}
