package dev.muybridge.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import dev.muybridge.pose.WorldLandmark;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WidthsTest {
    @Test
    void of_slantedShouldersInAWidePicture_measuresInPixelsAndNotInFractions() {
        Pose pose = pose(
                BodyPoint.LEFT_SHOULDER, new Landmark(0.5f, 0.25f, 9, 0, 0),
                BodyPoint.RIGHT_SHOULDER, new Landmark(0.25f, 0.5f, -9, 1, 1));

        Widths widths = Widths.of(pose, new PictureSize(1200, 640));

        // 300 across and 160 down; depth and visibility do not count.
        assertThat(widths.shoulderPx()).isEqualTo(340);
    }

    @Test
    void of_hips_areTheHipsAlone() {
        Pose pose = pose(
                BodyPoint.LEFT_HIP, new Landmark(0.5f, 0.5f, 0, 1, 1),
                BodyPoint.RIGHT_HIP, new Landmark(0.25f, 0.5f, 0, 1, 1));

        Widths widths = Widths.of(pose, new PictureSize(400, 1000));

        assertThat(widths.hipPx()).isEqualTo(100);
        assertThat(widths.shoulderPx()).isZero();
    }

    @Test
    void of_worldLandmarks_measuresInAllThreeDirections() {
        List<WorldLandmark> world = new ArrayList<>();
        for (int i = 0; i < Pose.SIZE; i++) {
            world.add(new WorldLandmark(0, 0, 0));
        }
        world.set(BodyPoint.LEFT_SHOULDER.index(), new WorldLandmark(0.2f, -0.5f, 0.1f));
        world.set(BodyPoint.RIGHT_SHOULDER.index(), new WorldLandmark(0, -0.3f, 0));
        world.set(BodyPoint.LEFT_HIP.index(), new WorldLandmark(0.12f, 0, 0));
        world.set(BodyPoint.RIGHT_HIP.index(), new WorldLandmark(-0.12f, 0, 0));
        Pose pose = new Pose(Poses.standing(0.5, 0.5, 1).landmarks(), world);

        Widths widths = Widths.of(pose, new PictureSize(10, 10));

        assertThat(widths.shoulderM()).isCloseTo(0.3, within(1e-7));
        assertThat(widths.hipM()).isCloseTo(0.24, within(1e-7));
    }

    @Test
    void of_leftAndRightExchanged_isTheSame() {
        Landmark a = new Landmark(-0.3f, 0.2f, 0, 1, 1);
        Landmark b = new Landmark(1.4f, 0.9f, 0, 1, 1);
        PictureSize size = new PictureSize(1920, 1080);

        assertThat(Widths.of(pose(BodyPoint.LEFT_HIP, a, BodyPoint.RIGHT_HIP, b), size))
                .isEqualTo(Widths.of(pose(BodyPoint.LEFT_HIP, b, BodyPoint.RIGHT_HIP, a), size));
    }

    private static Pose pose(BodyPoint first, Landmark at, BodyPoint second, Landmark to) {
        return Poses.pose(point -> point == first ? at : point == second ? to : new Landmark(0, 0, 0, 1, 1));
    }
}
