package dev.muybridge.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.WorldLandmark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WidthsTest {
    private static final int SHOULDERS_PX = 0;
    private static final int HIPS_PX = 1;
    private static final int SHOULDERS_WORLD_M = 2;
    private static final int HIPS_WORLD_M = 3;

    @Test
    void measure_slantedShouldersInAWidePicture_measuresInPixelsAndNotInFractions() {
        Pose pose = pose(
                BodyPoint.LEFT_SHOULDER, new Landmark(0.5f, 0.25f, 9, 0, 0),
                BodyPoint.RIGHT_SHOULDER, new Landmark(0.25f, 0.5f, -9, 1, 1));

        // 300 across and 160 down; depth and visibility do not count.
        assertThat(width(SHOULDERS_PX, pose, new PictureSize(1200, 640))).isEqualTo(340);
    }

    @Test
    void measure_hips_areTheHipsAlone() {
        Pose pose = pose(
                BodyPoint.LEFT_HIP, new Landmark(0.5f, 0.5f, 0, 1, 1),
                BodyPoint.RIGHT_HIP, new Landmark(0.25f, 0.5f, 0, 1, 1));
        PictureSize size = new PictureSize(400, 1000);

        assertThat(width(HIPS_PX, pose, size)).isEqualTo(100);
        assertThat(width(SHOULDERS_PX, pose, size)).isZero();
    }

    @Test
    void measure_worldLandmarks_measuresInAllThreeDirections() {
        List<WorldLandmark> world = new ArrayList<>();
        for (int i = 0; i < Pose.SIZE; i++) {
            world.add(new WorldLandmark(0, 0, 0));
        }
        world.set(BodyPoint.LEFT_SHOULDER.index(), new WorldLandmark(0.2f, -0.5f, 0.1f));
        world.set(BodyPoint.RIGHT_SHOULDER.index(), new WorldLandmark(0, -0.3f, 0));
        world.set(BodyPoint.LEFT_HIP.index(), new WorldLandmark(0.12f, 0, 0));
        world.set(BodyPoint.RIGHT_HIP.index(), new WorldLandmark(-0.12f, 0, 0));
        Pose pose = new Pose(Poses.standing(0.5, 0.5, 1).landmarks(), world);
        PictureSize size = new PictureSize(10, 10);

        assertThat(width(SHOULDERS_WORLD_M, pose, size)).isCloseTo(0.3, within(1e-7));
        assertThat(width(HIPS_WORLD_M, pose, size)).isCloseTo(0.24, within(1e-7));
    }

    @Test
    void measure_leftAndRightExchanged_isTheSame() {
        Landmark a = new Landmark(-0.3f, 0.2f, 0, 1, 1);
        Landmark b = new Landmark(1.4f, 0.9f, 0, 1, 1);
        PictureSize size = new PictureSize(1920, 1080);

        assertThat(width(HIPS_PX, pose(BodyPoint.LEFT_HIP, a, BodyPoint.RIGHT_HIP, b), size))
                .isEqualTo(width(HIPS_PX, pose(BodyPoint.LEFT_HIP, b, BodyPoint.RIGHT_HIP, a), size));
    }

    @Test
    void measure_whoIsNotSeen_hasNoWidth() {
        PoseTrack track = Tracks.of(Arrays.asList(Poses.standing(0.5, 0.5, 1), null));

        for (double[] width : new Widths().measure(track, new Scene(new PictureSize(9, 9), new TimeBase(1, 1), 1))) {
            assertThat(width[0]).isPositive();
            assertThat(width[1]).isNaN();
        }
    }

    private static double width(int column, Pose pose, PictureSize size) {
        return Tracks.alone(new Widths(), pose, size)[column][0];
    }

    private static Pose pose(BodyPoint first, Landmark at, BodyPoint second, Landmark to) {
        return Poses.pose(point -> point == first ? at : point == second ? to : new Landmark(0, 0, 0, 1, 1));
    }
}
