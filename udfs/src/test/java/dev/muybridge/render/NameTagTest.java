package dev.muybridge.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.Poses;
import dev.muybridge.render.planes.Patch;
import java.awt.Rectangle;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NameTagTest {
    private static final PictureSize SIZE = new PictureSize(640, 480);

    @Test
    void colour_ofTheFirstEight_isTheirOwn() {
        assertThat(IntStream.range(0, 8).mapToObj(NameTag::colour).distinct()).hasSize(8);
        assertThat(NameTag.colour(8)).isEqualTo(NameTag.colour(0));
    }

    @Test
    void paint_staysWithinItsBounds_aboveTheHead() {
        Figure figure = new Figure(Poses.standing(0.5, 0.6, 0.6), SIZE);
        NameTag tag = new NameTag(Typeface.load(), 12, figure, SIZE);

        Patch patch = tag.paint();

        Rectangle bounds = tag.bounds();
        assertThat(bounds.getCenterY()).isLessThan(figure.bounds().y + 1.0);
        assertThat(patch.target().contains(bounds)).isTrue();
        Rectangle painted = new Rectangle(-1, -1);
        for (int y = 0; y < patch.target().height; y++) {
            for (int x = 0; x < patch.target().width; x++) {
                if (patch.argb()[patch.offset() + y * patch.scan() + x] != 0) {
                    painted.add(new Rectangle(patch.target().x + x, patch.target().y + y, 1, 1));
                }
            }
        }
        // A disc that nothing cuts off, in the middle of its bounds.
        Rectangle within = new Rectangle(bounds);
        within.grow(-1, -1);
        assertThat(within.contains(painted)).isTrue();
        assertThat(painted.width).isGreaterThanOrEqualTo(bounds.width - 4).isCloseTo(painted.height, within(1));
        assertThat(painted.getCenterX()).isCloseTo(bounds.getCenterX(), within(1.0));
        assertThat(painted.getCenterY()).isCloseTo(bounds.getCenterY(), within(1.0));
    }

    @Test
    void paint_beyondThePicture_isCutOff() {
        Figure figure = new Figure(Poses.standing(0.01, 0.02, 0.4), SIZE);

        Patch patch = new NameTag(Typeface.load(), 3, figure, SIZE).paint();

        assertThat(new Rectangle(SIZE.width(), SIZE.height()).contains(patch.target()))
                .isTrue();
        assertThat(patch.target().isEmpty()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.05", "-0.2, 0.5", "1.3, 0.5", "0.5, 1.6"})
    void bounds_ofSomebodyAtTheEdge_areInThePicture(double x, double y) {
        NameTag tag = new NameTag(Typeface.load(), 0, new Figure(Poses.standing(x, y, 0.4), SIZE), SIZE);

        assertThat(new Rectangle(-2, -2, SIZE.width() + 4, SIZE.height() + 4).contains(tag.bounds()))
                .isTrue();
    }
}
