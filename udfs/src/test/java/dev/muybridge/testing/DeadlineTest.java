package dev.muybridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;

final class DeadlineTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    @ParameterizedTest
    @CsvSource({"1800000001, false", "1800000000, true", "1799999999, true"})
    void class_thatComesAfterIt_isSkipped(String until, boolean skipped) {
        assertThat(Deadline.at(NOW, until).isDisabled()).isEqualTo(skipped);
    }

    @ParameterizedTest
    @NullAndEmptySource
    void none_skipsNothing(@Nullable String until) {
        assertThat(Deadline.at(NOW, until).isDisabled()).isFalse();
    }

    @Test
    void skipping_saysWhy() {
        assertThat(Deadline.at(NOW, "0").getReason()).contains("had not begun when the time was up");
    }
}
