package dev.muybridge.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import org.junit.jupiter.api.Test;

final class BodiesTest {
    private static final PictureSize SIZE = new PictureSize(500, 500);
    private static final Pose POSE = Poses.standing(0.5, 0.5, 0.5);

    @Test
    void distance_moved_isTheWayInTorsos() {
        // The torso is 0.32 of the height of 250 pixels.
        Pose lower = Poses.standing(0.5, 0.58, 0.5);

        assertThat(Bodies.distance(POSE, lower, SIZE)).isCloseTo(0.5, within(1e-3));
        assertThat(Bodies.distanceOfSides(POSE, lower, SIZE)).isCloseTo(0.5, within(1e-3));
    }

    @Test
    void distanceOfSides_leftForRight_isNone() {
        Pose mirrored = Poses.pose(point -> {
            Landmark of = POSE.landmark(point);
            boolean middle = point == BodyPoint.NOSE;
            return middle ? of : new Landmark(1 - of.x(), of.y(), 0, 1, 1);
        });

        assertThat(Bodies.distanceOfSides(POSE, mirrored, SIZE)).isCloseTo(0, within(1e-3));
        assertThat(Bodies.distance(POSE, mirrored, SIZE)).isGreaterThan(Bodies.SAME_POSE);
    }
}
