package dev.muybridge.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected numbers are what fontTools reads from the same file, in font units (2048 to the size). */
final class TypefaceTest {
    private final Typeface typeface = Typeface.load();

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"})
    void width_digits_areAllAlike(String digit) {
        assertThat(typeface.width(digit, 2048)).isEqualTo(1164);
    }

    @Test
    void width_text_isTheSumOfItsAdvances() {
        assertThat(typeface.width("0:7.1\u2013", 2048)).isEqualTo(3 * 1164 + 543 + 572 + 1321);
        assertThat(typeface.width("0:7.1\u2013", 20))
                .isCloseTo((3 * 1164 + 543 + 572 + 1321) * 20 / 2048.0, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0123456789.:-\u2013>/", "Shoulders", "Hips", "Speed", "px/s", "m est.", "no person", "L", "R"})
    void outline_everythingThePanelWrites_hasAShapeWithinItsWidth(String text) {
        Rectangle2D shape = typeface.outline(text, 100).getBounds2D();

        assertThat(shape.getWidth()).isBetween(0.7 * typeface.width(text, 100), typeface.width(text, 100) + 2);
        assertThat(shape.getMinY()).isGreaterThan(-100);
        assertThat(shape.getMaxY()).isLessThan(30);
    }

    @Test
    void outline_zero_isARingAsHighAsCapitals() {
        var zero = typeface.outline("0", 2048);

        assertThat(zero.getBounds2D()).isEqualTo(new Rectangle2D.Double(105, -1476, 1058 - 105, 1476 + 20));
        assertThat(zero.contains(1164 / 2.0, -728)).as("the hole").isFalse();
        assertThat(zero.contains(200, -728)).as("the ring").isTrue();
    }

    @Test
    void outline_colonMadeOfParts_hasBothDots() {
        var colon = typeface.outline(":", 2048);

        assertThat(colon.contains(271, -130)).isTrue();
        assertThat(colon.contains(271, -960)).isTrue();
        assertThat(colon.contains(271, -550)).isFalse();
    }

    @Test
    void outline_dashMadeOfAStretchedPart_isStretched() {
        Rectangle2D dash = typeface.outline("\u2013", 2048).getBounds2D();

        assertThat(dash.getMinX()).isCloseTo(157.802, within(0.01));
        assertThat(dash.getMaxX()).isCloseTo(1175.412, within(0.01));
        assertThat(dash.getMinY()).isEqualTo(-818);
        assertThat(dash.getMaxY()).isEqualTo(-622);
    }
}
