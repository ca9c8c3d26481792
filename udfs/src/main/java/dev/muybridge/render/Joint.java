package dev.muybridge.render;

import static dev.muybridge.pose.BodyPoint.*;

import dev.muybridge.pose.BodyPoint;
import java.util.List;

/**
 * A point of the drawn skeleton.
 *
 * @param at which landmark
 * @param side whose colour its rim has
 * @param face whether it is one of the small points of the face
 */
record Joint(BodyPoint at, Side side, boolean face) {
    /** All points that are drawn; hands and feet have lines only. */
    static final List<Joint> ALL = List.of(
            new Joint(NOSE, Side.MIDDLE, true),
            new Joint(LEFT_EYE, Side.LEFT, true),
            new Joint(RIGHT_EYE, Side.RIGHT, true),
            new Joint(LEFT_EAR, Side.LEFT, true),
            new Joint(RIGHT_EAR, Side.RIGHT, true),
            new Joint(RIGHT_HIP, Side.RIGHT, false),
            new Joint(LEFT_HIP, Side.LEFT, false),
            new Joint(RIGHT_KNEE, Side.RIGHT, false),
            new Joint(LEFT_KNEE, Side.LEFT, false),
            new Joint(RIGHT_ANKLE, Side.RIGHT, false),
            new Joint(LEFT_ANKLE, Side.LEFT, false),
            new Joint(RIGHT_SHOULDER, Side.RIGHT, false),
            new Joint(LEFT_SHOULDER, Side.LEFT, false),
            new Joint(RIGHT_ELBOW, Side.RIGHT, false),
            new Joint(LEFT_ELBOW, Side.LEFT, false),
            new Joint(RIGHT_WRIST, Side.RIGHT, false),
            new Joint(LEFT_WRIST, Side.LEFT, false));
}
