package dev.muybridge.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.pose.TimeBase;
import org.junit.jupiter.api.Test;

class TicksTest {
    private static final TimeBase MILLIS = new TimeBase(1, 1000);
    private static final TimeBase SAMPLES = new TimeBase(1, 44_100);

    @Test
    void rescale_halves_awayFromZero() {
        assertThat(Ticks.rescale(5, MILLIS, SAMPLES)).isEqualTo(221);
        assertThat(Ticks.rescale(-5, MILLIS, SAMPLES)).isEqualTo(-221);
    }

    @Test
    void rescale_largeTimes_exact() {
        long century = 100L * 365 * 24 * 3600;
        assertThat(Ticks.rescale(century * 1000, MILLIS, SAMPLES)).isEqualTo(century * 44_100);
    }

    @Test
    void rescale_sameClock_unchanged() {
        assertThat(Ticks.rescale(Long.MAX_VALUE, SAMPLES, SAMPLES)).isEqualTo(Long.MAX_VALUE);
    }
}
