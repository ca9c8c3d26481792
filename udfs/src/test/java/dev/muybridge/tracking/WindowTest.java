package dev.muybridge.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.media.RgbImage;
import dev.muybridge.motion.Centre;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import dev.muybridge.tracking.PaintedPeople.Someone;
import org.junit.jupiter.api.Test;

final class WindowTest {
    private static final PictureSize WIDE = new PictureSize(1920, 1080);

    @Test
    void standing_isLargeEnoughInsideAndAroundTheMiddle() {
        for (double x = 0; x <= 1920; x += 37) {
            for (double least : new double[] {100, 333, 800, 5000}) {
                Window window = Window.standing(new Centre(x, 500), least, WIDE);

                assertThat(window.width()).isEqualTo(window.height()).isGreaterThanOrEqualTo((int)
                        Math.min(least, 1080));
                assertThat(window.left()).isBetween(0, 1920 - window.width());
                assertThat(window.top()).isBetween(0, 1080 - window.height());
                assertThat(window.isAbout(new Centre(x, 500), WIDE))
                        .as("%s at %s", window, x)
                        .isTrue();
            }
        }
    }

    @Test
    void standing_aLittleFurther_isMostlyTheSame() {
        int moves = 0;
        for (double x = 300; x < 1600; x += 10) {
            Window here = Window.standing(new Centre(x, 500), 300, WIDE);
            moves += here.equals(Window.standing(new Centre(x + 10, 500), 300, WIDE)) ? 0 : 1;
        }

        // A quarter of 382 pixels.
        assertThat(moves).isBetween(13, 14);
    }

    @Test
    void isAbout_somebodyBetweenTwoPlaces_holdsForBoth() {
        Window left = new Window(0, 0, 400, 400);
        Window right = new Window(100, 0, 400, 400);
        Centre between = new Centre(250, 200);

        assertThat(left.isAbout(between, WIDE)).isTrue();
        assertThat(right.isAbout(between, WIDE)).isTrue();
        assertThat(left.isAbout(new Centre(280, 200), WIDE)).isFalse();
        assertThat(left.isAbout(new Centre(10, 10), WIDE))
                .as("the picture ends there")
                .isTrue();
    }

    @Test
    void close_isNearerToWhatIsAskedFor_andALittleFurtherMostlyTheSame() {
        int moves = 0;
        for (double x = 300; x < 1600; x += 10) {
            Window here = Window.close(new Centre(x, 500), 300, WIDE);
            moves += here.equals(Window.close(new Centre(x + 10, 500), 300, WIDE)) ? 0 : 1;

            assertThat(here.width()).isEqualTo(here.height()).isBetween(300, 357);
            assertThat(here.left() + here.width() / 2.0).isCloseTo(x, within(23.0));
        }

        // An eighth of 321 pixels.
        assertThat(moves).isBetween(31, 33);
    }

    @Test
    void standing_nothingIsTooSmall_forALandmarkOfNoSize() {
        assertThat(Window.standing(new Centre(960, 540), 0, WIDE).width()).isBetween(64, 90);
        assertThat(Window.standing(new Centre(5, 5), 0, new PictureSize(16, 9)).width())
                .isEqualTo(9);
    }

    @Test
    void copy_andInWhole_areEachOthersInverse() {
        Window window = new Window(120, 40, 200, 100);
        RgbImage part = window.copy(PaintedPeople.picture(new Someone(150, 90, 80)), window.blank());
        assertThat(part.pixels().get((50 * 200 + 30) * 3 + 1)).isEqualTo((byte) 20);

        Pose inPart = Poses.pose(point -> new Landmark(0.15f, 0.5f, 0.1f, 1, 1));
        Landmark inWhole = window.inWhole(inPart, new PictureSize(400, 400)).landmark(BodyPoint.NOSE);

        assertThat(inWhole.x() * 400).isCloseTo(150, within(1e-4f));
        assertThat(inWhole.y() * 400).isCloseTo(90, within(1e-4f));
        assertThat(inWhole.z() * 400).isCloseTo(20, within(1e-4f));
    }
}
