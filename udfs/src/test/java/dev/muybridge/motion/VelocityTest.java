package dev.muybridge.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import dev.muybridge.pose.TimeBase;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VelocityTest {
    private static final PictureSize WIDE = new PictureSize(2000, 500);
    private static final TimeBase HALVES = new TimeBase(1, 2);
    private static final int X = 0;
    private static final int Y = 1;
    private static final int SPEED = 2;

    @Test
    void measure_inAWidePicture_isInPixelsASecond() {
        double[][] velocity = measure(1, Poses.standing(0.25, 0.5, 0.5), Poses.standing(0.375, 0.75, 0.5));

        assertThat(velocity[X][1]).isCloseTo(500, within(1e-3));
        assertThat(velocity[Y][1]).isCloseTo(250, within(1e-3));
        assertThat(velocity[SPEED][1]).isCloseTo(Math.hypot(500, 250), within(1e-3));
    }

    @Test
    void measure_upAndLeft_isNegativeWithAPositiveSpeed() {
        double[][] velocity = measure(1, Poses.standing(0.5, 0.5, 0.5), Poses.standing(0.25, 0.25, 0.5));

        assertThat(velocity[X][1]).isNegative();
        assertThat(velocity[Y][1]).isNegative();
        assertThat(velocity[SPEED][1]).isPositive();
    }

    @Test
    void measure_firstFrameAndOverAGap_isNotKnown() {
        Pose pose = Poses.standing(0.5, 0.5, 0.5);

        double[][] velocity = measure(1, pose, pose, null, pose, pose);

        for (double[] column : velocity) {
            assertThat(column[0]).isNaN();
            assertThat(column[1]).isZero();
            assertThat(column[2]).isNaN();
            assertThat(column[3]).isNaN();
            assertThat(column[4]).isZero();
        }
    }

    @Test
    void measure_unevenFrameTimes_dividesByTheTrueDifference() {
        long[] pts = {0, 3000, 9000, 10_500};
        double[] x = {0, 0.01, 0.03, 0.035};
        PoseTrack.Builder track = new PoseTrack.Builder(0, pts.length);
        for (int i = 0; i < pts.length; i++) {
            track.add(Tracks.frame(pts[i], 4, Poses.standing(x[i], 0.5, 0.5)), 4);
        }

        double[] velocity = new Velocity().measure(track.build(), new Scene(WIDE, new TimeBase(1, 90_000), 1))[X];

        for (int i = 1; i < pts.length; i++) {
            assertThat(velocity[i]).as("frame %d", i).isCloseTo(600, within(0.01));
        }
    }

    @Test
    void measure_slowMotion_isThatOfLife() {
        Pose from = Poses.standing(0.25, 0.5, 0.5);
        Pose to = Poses.standing(0.375, 0.5, 0.5);

        assertThat(measure(8, from, to)[X][1]).isCloseTo(8 * measure(1, from, to)[X][1], within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 4})
    void seconds_timeThatDoesNotGoOn_throwsWithTheValue(long to) {
        Scene scene = new Scene(WIDE, HALVES, 1);

        assertThatThrownBy(() -> scene.seconds(5, to))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time between two frames must be positive and finite, was " + (to - 5) / 2.0 + " s");
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
        assertThat(measure(1, Poses.pose(point -> new Landmark(0, 0, 0, 1, 1)), pose)[X][1])
                .isEqualTo(1500);
    }

    @Test
    void centre_ofAPersonOutsideThePicture_isOutside() {
        Pose pose = Poses.pose(point -> new Landmark(-0.5f, point == BodyPoint.NOSE ? 0 : 1.5f, 0, 1, 1));

        assertThat(Centre.of(pose, WIDE)).isEqualTo(new Centre(-1000, 750));
    }

    private static double[][] measure(double slowMotion, @Nullable Pose... poses) {
        return new Velocity().measure(Tracks.of(Arrays.asList(poses)), new Scene(WIDE, HALVES, slowMotion));
    }
}
