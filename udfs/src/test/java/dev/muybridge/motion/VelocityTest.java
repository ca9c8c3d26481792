package dev.muybridge.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import dev.muybridge.pose.TimeBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VelocityTest {
    private static final PictureSize WIDE = new PictureSize(2000, 500);

    @Test
    void between_centresInAWidePicture_isInPixelsASecond() {
        Centre from = Centre.of(Poses.standing(0.25, 0.5, 0.5), WIDE);
        Centre to = Centre.of(Poses.standing(0.375, 0.75, 0.5), WIDE);

        Velocity velocity = Velocity.between(from, to, 0.5);

        assertThat(velocity.x()).isCloseTo(500, within(1e-3));
        assertThat(velocity.y()).isCloseTo(250, within(1e-3));
        assertThat(velocity.speed()).isCloseTo(Math.hypot(500, 250), within(1e-3));
    }

    @Test
    void between_upAndLeft_isNegativeWithAPositiveSpeed() {
        Velocity velocity = Velocity.between(new Centre(100, 100), new Centre(97, 96), 1);

        assertThat(velocity).isEqualTo(new Velocity(-3, -4));
        assertThat(velocity.speed()).isEqualTo(5);
    }

    @Test
    void between_unevenFrameTimes_dividesByTheTrueDifference() {
        TimeBase clock = new TimeBase(1, 90_000);
        long[] pts = {0, 3000, 9000, 10_500};
        double[] x = {0, 10, 30, 35};

        for (int i = 1; i < pts.length; i++) {
            double seconds = clock.toSeconds(pts[i] - pts[i - 1]);
            Velocity velocity = Velocity.between(new Centre(x[i - 1], 0), new Centre(x[i], 0), seconds);
            assertThat(velocity.x()).as("frame %d", i).isCloseTo(300, within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.04, Double.NaN, Double.POSITIVE_INFINITY})
    void between_timeThatDoesNotGoOn_throwsWithTheValue(double seconds) {
        Centre centre = new Centre(0, 0);

        assertThatThrownBy(() -> Velocity.between(centre, centre, seconds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time between two frames must be positive and finite, was " + seconds + " s");
    }

    @Test
    void centre_isTheMeanOfShouldersAndHipsAlone() {
        Pose pose = Poses.pose(point -> switch (point) {
            case LEFT_SHOULDER -> new Landmark(0.5f, 0.25f, 0, 1, 1);
            case RIGHT_SHOULDER -> new Landmark(0.25f, 0.25f, 0, 0, 0);
            case LEFT_HIP -> new Landmark(0.5f, 0.75f, 0, 1, 1);
            case RIGHT_HIP -> new Landmark(0.25f, 1.25f, 0, 1, 1);
            default -> new Landmark(99, 99, 99, 1, 1);
        });

        assertThat(Centre.of(pose, WIDE)).isEqualTo(new Centre(750, 312.5));
    }

    @Test
    void centre_ofAPersonOutsideThePicture_isOutside() {
        Pose pose = Poses.pose(point -> new Landmark(-0.5f, point == BodyPoint.NOSE ? 0 : 1.5f, 0, 1, 1));

        assertThat(Centre.of(pose, WIDE)).isEqualTo(new Centre(-1000, 750));
    }
}
