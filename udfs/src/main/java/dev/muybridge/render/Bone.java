package dev.muybridge.render;

import static dev.muybridge.pose.BodyPoint.*;

import dev.muybridge.pose.BodyPoint;
import java.util.List;

/**
 * A line of the drawn skeleton.
 *
 * @param from one end
 * @param to the other end
 * @param side whose colour it has
 * @param width as a fraction of a limb's
 */
record Bone(BodyPoint from, BodyPoint to, Side side, double width) {
    private static final double LIMB = 1;
    private static final double FINE = 0.5;

    /** All lines in drawing order, so that later ones lie over earlier ones. */
    static final List<Bone> SKELETON = List.of(
            new Bone(MOUTH_LEFT, MOUTH_RIGHT, Side.MIDDLE, FINE),
            new Bone(LEFT_SHOULDER, LEFT_HIP, Side.MIDDLE, LIMB),
            new Bone(RIGHT_SHOULDER, RIGHT_HIP, Side.MIDDLE, LIMB),
            new Bone(LEFT_SHOULDER, RIGHT_SHOULDER, Side.MIDDLE, LIMB),
            new Bone(LEFT_HIP, RIGHT_HIP, Side.MIDDLE, LIMB),
            new Bone(RIGHT_HIP, RIGHT_KNEE, Side.RIGHT, LIMB),
            new Bone(RIGHT_KNEE, RIGHT_ANKLE, Side.RIGHT, LIMB),
            new Bone(RIGHT_ANKLE, RIGHT_HEEL, Side.RIGHT, FINE),
            new Bone(RIGHT_HEEL, RIGHT_FOOT_INDEX, Side.RIGHT, FINE),
            new Bone(RIGHT_FOOT_INDEX, RIGHT_ANKLE, Side.RIGHT, FINE),
            new Bone(LEFT_HIP, LEFT_KNEE, Side.LEFT, LIMB),
            new Bone(LEFT_KNEE, LEFT_ANKLE, Side.LEFT, LIMB),
            new Bone(LEFT_ANKLE, LEFT_HEEL, Side.LEFT, FINE),
            new Bone(LEFT_HEEL, LEFT_FOOT_INDEX, Side.LEFT, FINE),
            new Bone(LEFT_FOOT_INDEX, LEFT_ANKLE, Side.LEFT, FINE),
            new Bone(RIGHT_SHOULDER, RIGHT_ELBOW, Side.RIGHT, LIMB),
            new Bone(RIGHT_ELBOW, RIGHT_WRIST, Side.RIGHT, LIMB),
            new Bone(RIGHT_WRIST, RIGHT_THUMB, Side.RIGHT, FINE),
            new Bone(RIGHT_WRIST, RIGHT_INDEX, Side.RIGHT, FINE),
            new Bone(RIGHT_WRIST, RIGHT_PINKY, Side.RIGHT, FINE),
            new Bone(RIGHT_INDEX, RIGHT_PINKY, Side.RIGHT, FINE),
            new Bone(LEFT_SHOULDER, LEFT_ELBOW, Side.LEFT, LIMB),
            new Bone(LEFT_ELBOW, LEFT_WRIST, Side.LEFT, LIMB),
            new Bone(LEFT_WRIST, LEFT_THUMB, Side.LEFT, FINE),
            new Bone(LEFT_WRIST, LEFT_INDEX, Side.LEFT, FINE),
            new Bone(LEFT_WRIST, LEFT_PINKY, Side.LEFT, FINE),
            new Bone(LEFT_INDEX, LEFT_PINKY, Side.LEFT, FINE));
}
