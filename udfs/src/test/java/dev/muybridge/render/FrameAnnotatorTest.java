package dev.muybridge.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.media.Colour;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.PersonMetrics;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Tracks;
import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import dev.muybridge.render.planes.PlanarFrame;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameAnnotatorTest {
    private static final Colour BT709 = new Colour(1, 1, 1, 1);
    private static final PictureSize SIZE = new PictureSize(1280, 720);
    private static final Pose STANDING = Poses.standing(0.6, 0.5, 0.8);

    /** The panel's place in pictures of {@link #SIZE}, generously. */
    private static final Rectangle PANEL = new Rectangle(0, 0, 330, 140);

    @Test
    void annotate_onePerson_touchesNothingOutsideItsBoxAndThePanel() {
        PlanarFrame frame = annotated(SIZE, BT709, STANDING);
        PlanarFrame before = PlanarFrame.grey(SIZE.width(), SIZE.height(), BT709, 7);
        Rectangle box = box(STANDING, SIZE, 12);

        for (int y = 0; y < SIZE.height(); y++) {
            for (int x = 0; x < SIZE.width(); x++) {
                if (!box.contains(x, y) && !PANEL.contains(x, y)) {
                    assertThat(frame.differs(before, x, y)).as("%d,%d", x, y).isFalse();
                }
            }
        }
        assertThat(touched(frame, before, box)).isGreaterThan(5000);
        assertThat(touched(frame, before, PANEL)).isGreaterThan(20000);
    }

    @Test
    void annotate_gapsBetweenRows_keepTheirBytes() {
        PlanarFrame frame = annotated(SIZE, BT709, Poses.standing(1.0, 0.5, 1.2));

        for (int plane = 0; plane < 3; plane++) {
            int width = plane == 0 ? SIZE.width() : SIZE.width() / 2;
            for (int at = 0; at < frame.plane(plane).capacity(); at++) {
                if (at % frame.stride(plane) >= width) {
                    assertThat(frame.plane(plane).get(at)).isEqualTo(PlanarFrame.GAP);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 720, BT709",
        "2, 1, 720, BT709",
        "1, 6, 720, BT601",
        "2, 5, 720, BT601",
        "1, 9, 720, BT2020",
        "0, 2, 720, BT709",
        "0, 2, 718, BT601",
        "2, 2, 480, BT601",
        "1, 0, 480, BT601"
    })
    void annotate_limbs_haveTheirSidesColoursInTheFramesOwnNumbers(
            int range, int matrix, int height, Standard standard) {
        PictureSize size = new PictureSize(1280, height);
        PlanarFrame frame = annotated(size, new Colour(range, 1, 1, matrix), STANDING);

        int[] left = between(BodyPoint.LEFT_ELBOW, BodyPoint.LEFT_WRIST, size);
        int[] right = between(BodyPoint.RIGHT_ELBOW, BodyPoint.RIGHT_WRIST, size);
        int[] trunk = between(BodyPoint.LEFT_SHOULDER, BodyPoint.RIGHT_SHOULDER, size);
        assertNear(frame.rgb(left[0], left[1], standard.red, standard.blue), 0xFF9A1F);
        assertNear(frame.rgb(right[0], right[1], standard.red, standard.blue), 0x35A8FF);
        assertNear(frame.rgb(trunk[0], trunk[1], standard.red, standard.blue), 0xF4F6F8);
    }

    @Test
    void annotate_lowerVisibility_changesThePictureLess() {
        int[] at = between(BodyPoint.LEFT_KNEE, BodyPoint.LEFT_ANKLE, SIZE);
        List<Integer> changes = new ArrayList<>();
        for (float visibility : new float[] {0.05f, 0.3f, 0.5f, 0.65f, 0.95f}) {
            PlanarFrame frame = annotated(SIZE, BT709, Poses.visible(STANDING, visibility));
            changes.add(Math.abs(frame.sample(2, at[0] / 2, at[1] / 2) - 128));
        }

        assertThat(changes).isSorted().doesNotHaveDuplicates();
        assertThat(changes.get(0)).isZero();
        assertThat(changes.get(1)).isBetween(1, 10);
        assertThat(changes.get(4)).isGreaterThan(40);
    }

    @Test
    void annotate_oneHiddenEnd_fadesTheLimbByIt() {
        Landmark wrist = STANDING.landmark(BodyPoint.LEFT_WRIST);
        Pose hidden = Poses.with(
                STANDING, BodyPoint.LEFT_WRIST, new Landmark(wrist.x(), wrist.y(), wrist.z(), 0.1f, wrist.presence()));
        int[] forearm = between(BodyPoint.LEFT_ELBOW, BodyPoint.LEFT_WRIST, SIZE);
        int[] upperArm = between(BodyPoint.LEFT_SHOULDER, BodyPoint.LEFT_ELBOW, SIZE);
        PlanarFrame before = PlanarFrame.grey(SIZE.width(), SIZE.height(), BT709, 7);

        PlanarFrame frame = annotated(SIZE, BT709, hidden);

        assertThat(frame.differs(before, forearm[0], forearm[1])).isFalse();
        assertThat(frame.differs(before, upperArm[0], upperArm[1])).isTrue();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f, -3f, 2.5f})
    void annotate_pointsThatCannotBe_areNotDrawn(float wrong) {
        PlanarFrame nobody = annotated(SIZE, BT709, Poses.visible(STANDING, 0));
        Pose lost = Poses.pose(point -> new Landmark(wrong, 0.5f, 0, 1, 1));

        assertThat(touched(annotated(SIZE, BT709, lost), nobody, box(STANDING, SIZE, 40)))
                .isZero();
        assertThat(touched(annotated(SIZE, BT709, Poses.visible(STANDING, Float.NaN)), nobody, box(STANDING, SIZE, 40)))
                .isZero();
    }

    @Test
    void annotate_onePointThatCannotBe_keepsTheRest() {
        Pose pose = Poses.with(STANDING, BodyPoint.LEFT_WRIST, new Landmark(Float.NaN, 0.5f, 0, 1, 1));
        PlanarFrame before = PlanarFrame.grey(SIZE.width(), SIZE.height(), BT709, 7);

        PlanarFrame frame = annotated(SIZE, BT709, pose);

        int[] forearm = between(BodyPoint.LEFT_ELBOW, BodyPoint.LEFT_WRIST, SIZE);
        int[] shin = between(BodyPoint.LEFT_KNEE, BodyPoint.LEFT_ANKLE, SIZE);
        assertThat(frame.differs(before, forearm[0], forearm[1])).isFalse();
        assertThat(frame.differs(before, shin[0], shin[1])).isTrue();
    }

    @Test
    void annotate_personHalfOutside_drawsTheHalfInside() {
        PlanarFrame before = PlanarFrame.grey(SIZE.width(), SIZE.height(), BT709, 7);

        PlanarFrame frame = annotated(SIZE, BT709, Poses.standing(1.0, 0.9, 0.8));

        assertThat(touched(frame, before, new Rectangle(1100, 380, 180, 340))).isGreaterThan(1000);
    }

    @ParameterizedTest
    @CsvSource({"641, 481", "639, 480", "1, 1", "2, 1", "17, 31", "1081, 1921", "720, 1280", "320, 240"})
    void annotate_anySize_drawsToTheLastPixelWithoutLeavingThePlanes(int width, int height) {
        PictureSize size = new PictureSize(width, height);
        PlanarFrame before = PlanarFrame.grey(width, height, BT709, 0);

        PlanarFrame frame = PlanarFrame.grey(width, height, BT709, 0);
        new FrameAnnotator(size, BT709, false).annotate(frame, metrics(size, Poses.standing(0.5, 0.5, 1.05)), 0);

        assertThat(touched(frame, before, new Rectangle(width, height))).isPositive();
        assertThat(touched(frame, before, new Rectangle(0, height - 1, width, 1)))
                .isPositive();
    }

    @Test
    void annotate_paddedPlanesOfAnOddSize_drawsOnThePaddingToo() {
        PictureSize size = new PictureSize(641, 481);
        PlanarFrame frame = PlanarFrame.grey(641, 481, BT709, 1);
        Pose pose = Poses.standing(1.0, 0.5, 0.8);

        new FrameAnnotator(size, BT709, false).annotate(frame, metrics(size, pose), 0);

        assertThat(frame.sample(
                        0, 641, (int) (pose.landmark(BodyPoint.LEFT_SHOULDER).y() * 481)))
                .isGreaterThan(200);
    }

    @Test
    void annotate_portrait_keepsThePanelSmall() {
        PictureSize size = new PictureSize(1080, 1920);
        PlanarFrame before = PlanarFrame.grey(1080, 1920, BT709, 7);

        PlanarFrame frame = annotated(size, BT709, Poses.visible(STANDING, 0));

        assertThat(touched(frame, before, new Rectangle(1080, 1920))).isLessThan(1080 * 1920 / 20);
        assertThat(touched(frame, before, new Rectangle(540, 0, 540, 1920))).isZero();
        assertThat(touched(frame, before, new Rectangle(0, 0, 540, 1920))).isGreaterThan(20000);
    }

    @Test
    void annotate_nobody_saysSoWithoutASkeleton() {
        PlanarFrame before = PlanarFrame.grey(SIZE.width(), SIZE.height(), BT709, 7);
        PlanarFrame frame = annotated(SIZE, BT709);
        PlanarFrame invisible = annotated(SIZE, BT709, Poses.visible(STANDING, 0));

        assertThat(touched(frame, before, new Rectangle(PANEL.width, 0, SIZE.width() - PANEL.width, SIZE.height())))
                .isZero();
        assertThat(touched(frame, invisible, PANEL)).isGreaterThan(200);
    }

    @Test
    void annotate_twoPeople_drawsBothWithTheFirstOnTopAndInThePanel() {
        Pose other = Poses.standing(0.8, 0.5, 0.5);
        PlanarFrame before = PlanarFrame.grey(SIZE.width(), SIZE.height(), BT709, 7);
        PlanarFrame both = annotated(SIZE, BT709, STANDING, other);
        PlanarFrame alone = annotated(SIZE, BT709, STANDING);

        assertThat(touched(both, before, box(other, SIZE, 0))).isGreaterThan(1000);
        assertThat(touched(both, alone, PANEL)).isZero();
        assertThat(touched(annotated(SIZE, BT709, other, STANDING), both, PANEL))
                .isPositive();
        assertThat(annotated(SIZE, BT709, STANDING, Poses.standing(0.62, 0.5, 0.8))
                        .same(annotated(SIZE, BT709, Poses.standing(0.62, 0.5, 0.8), STANDING)))
                .isFalse();
    }

    @Test
    void annotate_drawsTheFilteredLandmarks() {
        Pose raw = Poses.standing(0.3, 0.5, 0.5);
        PersonMetrics still = Tracks.still(0, STANDING, SIZE);
        PersonMetrics person = new PersonMetrics(0, raw, STANDING, still.values());
        PlanarFrame frame = PlanarFrame.grey(SIZE.width(), SIZE.height(), BT709, 7);
        PlanarFrame expected = PlanarFrame.grey(SIZE.width(), SIZE.height(), BT709, 7);

        new FrameAnnotator(SIZE, BT709, false).annotate(frame, new FrameMetrics(0, 0, true, List.of(person)), 0);
        new FrameAnnotator(SIZE, BT709, false).annotate(expected, new FrameMetrics(0, 0, true, List.of(still)), 0);

        assertThat(frame.same(expected)).isTrue();
    }

    @Test
    void annotate_sameInput_givesSameBytesWhateverCameBefore() {
        FrameAnnotator used = new FrameAnnotator(SIZE, BT709, false);
        for (int i = 0; i < 5; i++) {
            PlanarFrame earlier = PlanarFrame.grey(SIZE.width(), SIZE.height(), BT709, 7);
            used.annotate(earlier, metrics(SIZE, Poses.standing(0.1 + 0.2 * i, 0.4, 0.3 + 0.1 * i)), 999_999L * i);
            used.annotate(earlier, metrics(SIZE), 5);
        }
        PlanarFrame frame = PlanarFrame.grey(SIZE.width(), SIZE.height(), BT709, 7);

        used.annotate(frame, metrics(SIZE, STANDING), 0);

        assertThat(frame.same(annotated(SIZE, BT709, STANDING))).isTrue();
    }

    @Test
    void annotate_numberedPeople_haveTagsAndTrunksOfTheirColours() {
        PlanarFrame frame = PlanarFrame.grey(SIZE.width(), SIZE.height(), BT709, 7);
        FrameMetrics metrics = metrics(SIZE, Poses.standing(0.4, 0.6, 0.7), Poses.standing(0.8, 0.6, 0.7));

        new FrameAnnotator(SIZE, BT709, true).annotate(frame, metrics, 0);

        for (PersonMetrics person : metrics.people()) {
            Figure figure = new Figure(Objects.requireNonNull(person.filtered()), SIZE);
            Rectangle tag = new NameTag(Typeface.load(), person.id(), figure, SIZE).bounds();
            int colour = NameTag.colour(person.id()).getRGB() & 0xFFFFFF;
            int shoulders = (int) ((figure.x(BodyPoint.LEFT_SHOULDER) + figure.x(BodyPoint.RIGHT_SHOULDER)) / 2);
            assertNear(frame.rgb(shoulders, (int) figure.y(BodyPoint.LEFT_SHOULDER), 0.2126, 0.0722), colour);
            assertNear(frame.rgb((int) tag.getCenterX(), tag.y + 4, 0.2126, 0.0722), colour);
        }
        assertThat(NameTag.colour(0)).isNotEqualTo(NameTag.colour(1));
    }

    @Test
    void annotate_frameOfAnotherSize_throws() {
        FrameAnnotator annotator = new FrameAnnotator(SIZE, BT709, false);
        PlanarFrame frame = PlanarFrame.grey(640, 480, BT709, 0);

        assertThatThrownBy(() -> annotator.annotate(frame, metrics(SIZE), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this painter draws on frames of 1280x720, was 640x480");
    }

    private static PlanarFrame annotated(PictureSize size, Colour colour, Pose... people) {
        PlanarFrame frame = PlanarFrame.grey(size.width(), size.height(), colour, 7);
        new FrameAnnotator(size, colour, false).annotate(frame, metrics(size, people), 0);
        return frame;
    }

    private static FrameMetrics metrics(PictureSize size, Pose... people) {
        List<PersonMetrics> each = new ArrayList<>();
        for (Pose pose : people) {
            each.add(Tracks.moving(Tracks.still(each.size(), pose, size), 30, -40));
        }
        return new FrameMetrics(0, 0, true, each);
    }

    private static int[] between(BodyPoint from, BodyPoint to, PictureSize size) {
        double x = (STANDING.landmark(from).x() + STANDING.landmark(to).x()) / 2;
        double y = (STANDING.landmark(from).y() + STANDING.landmark(to).y()) / 2;
        return new int[] {(int) (x * size.width()), (int) (y * size.height())};
    }

    private static Rectangle box(Pose pose, PictureSize size, int margin) {
        Rectangle box = new Rectangle(-1, -1);
        for (Landmark landmark : pose.landmarks()) {
            box.add((int) (landmark.x() * size.width()), (int) (landmark.y() * size.height()));
        }
        box.grow(margin, margin);
        return box;
    }

    private static int touched(PlanarFrame frame, PlanarFrame before, Rectangle within) {
        Rectangle area = within.intersection(new Rectangle(frame.width(), frame.height()));
        int touched = 0;
        for (int y = area.y; y < area.y + area.height; y++) {
            for (int x = area.x; x < area.x + area.width; x++) {
                touched += frame.differs(before, x, y) ? 1 : 0;
            }
        }
        return touched;
    }

    private static void assertNear(int[] rgb, int expected) {
        assertThat(rgb[0]).as("red").isCloseTo(expected >> 16, within(4));
        assertThat(rgb[1]).as("green").isCloseTo((expected >> 8) & 255, within(4));
        assertThat(rgb[2]).as("blue").isCloseTo(expected & 255, within(4));
    }

    /** The shares of red and blue in luma, from the standards. */
    private enum Standard {
        BT601(0.299, 0.114),
        BT709(0.2126, 0.0722),
        BT2020(0.2627, 0.0593);

        private final double red;
        private final double blue;

        Standard(double red, double blue) {
            this.red = red;
            this.blue = blue;
        }
    }
}
