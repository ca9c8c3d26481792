package dev.muybridge.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.motion.Velocity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HeadingTest {
    @ParameterizedTest
    @CsvSource({"100, 0, 0", "0, 100, 90", "-100, 0, 180", "0, -100, 270", "100, -1, 0", "-100, -1, 180", "70, 70, 45"})
    void of_velocity_turnsClockwiseFromRight(double x, double y, double degrees) {
        Heading heading = Heading.of(new Velocity(x, y), 10);

        assertThat(heading.kind()).isEqualTo(Heading.Kind.MOVING);
        assertThat(Math.toDegrees(heading.radians())).isCloseTo(degrees, within(1e-9));
    }

    @Test
    void of_slowVelocity_isStill() {
        assertThat(Heading.of(new Velocity(9, 0), 10).kind()).isEqualTo(Heading.Kind.STILL);
        assertThat(Heading.of(new Velocity(0, 0), 10).kind()).isEqualTo(Heading.Kind.STILL);
    }

    @Test
    void of_velocityThatIsNoNumber_isNone() {
        assertThat(Heading.of(new Velocity(Double.NaN, 0), 10)).isEqualTo(Heading.NONE);
        assertThat(Heading.of(new Velocity(Double.POSITIVE_INFINITY, 0), 10)).isEqualTo(Heading.NONE);
    }
}
