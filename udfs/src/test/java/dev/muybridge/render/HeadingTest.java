package dev.muybridge.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HeadingTest {
    @ParameterizedTest
    @CsvSource({"100, 0, 0", "0, 100, 90", "-100, 0, 180", "0, -100, 270", "100, -1, 0", "-100, -1, 180", "70, 70, 45"})
    void of_velocity_turnsClockwiseFromRight(double x, double y, double degrees) {
        Heading heading = of(x, y);

        assertThat(heading.kind()).isEqualTo(Heading.Kind.MOVING);
        assertThat(Math.toDegrees(heading.radians())).isCloseTo(degrees, within(1e-9));
    }

    @Test
    void of_slowVelocity_isStill() {
        assertThat(of(9, 0).kind()).isEqualTo(Heading.Kind.STILL);
        assertThat(of(0, 0).kind()).isEqualTo(Heading.Kind.STILL);
    }

    @Test
    void of_velocityThatIsNoNumber_isNone() {
        assertThat(of(Double.NaN, 0)).isEqualTo(Heading.NONE);
        assertThat(of(Double.POSITIVE_INFINITY, 0)).isEqualTo(Heading.NONE);
    }

    private static Heading of(double x, double y) {
        return Heading.of(x, y, Math.hypot(x, y), 10);
    }
}
