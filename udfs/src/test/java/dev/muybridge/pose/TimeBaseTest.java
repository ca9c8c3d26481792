package dev.muybridge.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeBaseTest {
    @ParameterizedTest
    @CsvSource({
        "1, 30, 1, 33333",
        "1, 30, 2, 66667",
        "1001, 30000, 1, 33367",
        "1, 90000, 8101, 90011",
        "1, 2000000, 1, 1",
        "1, 2000000, -1, -1",
        "1, 2000000, 3, 2",
        "1, 2000000, -3, -2",
        "1, 3000000, 1, 0",
        "1, 1000000000, 9223372036854775807, 9223372036854776",
        "1, 1000000, -9223372036854775808, -9223372036854775808",
        "2147483647, 2147483647, 5, 5000000"
    })
    void toMicros_ticks_roundsToTheNearestWithHalvesAwayFromZero(int num, int den, long ticks, long micros) {
        assertThat(new TimeBase(num, den).toMicros(ticks)).isEqualTo(micros);
    }

    @Test
    void toMicros_resultBeyond64Bits_throwsInsteadOfWrapping() {
        TimeBase seconds = new TimeBase(1, 1);

        assertThat(seconds.toMicros(9_223_372_036_854L)).isEqualTo(9_223_372_036_854_000_000L);
        assertThatThrownBy(() -> seconds.toMicros(9_223_372_036_855L)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> seconds.toMicros(Long.MIN_VALUE)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 60, 1, 17", "1, 60, 2, 33", "1, 2000, 1, 1", "1, 2000, -1, -1", "1, 12800, 512, 40"})
    void toMillis_ticks_roundsToTheNearest(int num, int den, long ticks, long millis) {
        assertThat(new TimeBase(num, den).toMillis(ticks)).isEqualTo(millis);
    }

    @Test
    void toSeconds_ntscFrames_isTheTrueTime() {
        assertThat(new TimeBase(1001, 30_000).toSeconds(30_000)).isEqualTo(1001);
        assertThat(new TimeBase(1, 90_000).toSeconds(-45_000)).isEqualTo(-0.5);
        assertThat(new TimeBase(Integer.MAX_VALUE, 1).toSeconds(Long.MAX_VALUE)).isCloseTo(1.98e28, within(1e26));
    }

    @ParameterizedTest
    @CsvSource({"1, 90000, 10", "1001, 30000, 1.5", "1, 1, 0.4", "1, 12800, 0", "1, 12800, -2.25"})
    void ticksOf_seconds_isTheNearestTick(int num, int den, double seconds) {
        TimeBase clock = new TimeBase(num, den);

        assertThat(clock.toSeconds(clock.ticksOf(seconds))).isCloseTo(seconds, within(0.5 * num / den + 1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void ticksOf_noNumber_throwsWithTheValue(double seconds) {
        assertThatThrownBy(() -> new TimeBase(1, 30).ticksOf(seconds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("seconds must be a finite number, was " + seconds);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 30", "1, -30", "-1, -30"})
    void new_notPositive_throwsWithTheValues(int num, int den) {
        assertThatThrownBy(() -> new TimeBase(num, den))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time base must be positive, was " + num + "/" + den);
    }

    @Test
    void toString_isTheFraction() {
        assertThat(new TimeBase(1001, 30_000)).hasToString("1001/30000");
    }
}
