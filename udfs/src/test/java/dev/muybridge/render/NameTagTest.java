package dev.muybridge.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.Poses;
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
        Canvas canvas = new Canvas(SIZE.width(), SIZE.height());

        tag.paint(canvas);

        Rectangle bounds = tag.bounds();
        assertThat(bounds.getCenterY()).isLessThan(figure.bounds().y + 1.0);
        assertThat(painted(canvas)).isPositive();
        canvas.clear(bounds);
        assertThat(painted(canvas)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.05", "-0.2, 0.5", "1.3, 0.5", "0.5, 1.6"})
    void bounds_ofSomebodyAtTheEdge_areInThePicture(double x, double y) {
        NameTag tag = new NameTag(Typeface.load(), 0, new Figure(Poses.standing(x, y, 0.4), SIZE), SIZE);

        assertThat(new Rectangle(-2, -2, SIZE.width() + 4, SIZE.height() + 4).contains(tag.bounds()))
                .isTrue();
    }

    private static long painted(Canvas canvas) {
        Patch all = canvas.patch(new Rectangle(SIZE.width(), SIZE.height()), 0, 0);
        return IntStream.of(all.argb()).filter(pixel -> pixel != 0).count();
    }
}
