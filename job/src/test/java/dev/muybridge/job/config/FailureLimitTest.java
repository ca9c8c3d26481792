package dev.muybridge.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FailureLimitTest {
    @ParameterizedTest
    @CsvSource({
        "0, 100, 0",
        "3, 100, 3",
        "3, 1, 3",
        "5%, 100, 5",
        "5%, 39, 1",
        "5%, 19, 0",
        "0.1%, 3000, 3",
        "0%, 50, 0"
    })
    void of_allowsThatManyAndNotOneMore(String text, int videos, int most) {
        FailureLimit limit = FailureLimit.parse(text).of(videos);

        assertThat(limit.allows(most)).isTrue();
        assertThat(limit.allows(most + 1)).isFalse();
    }

    @Test
    void none_allowsAny() {
        assertThat(FailureLimit.NONE.of(3).allows(Long.MAX_VALUE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "5 %", "%", "many", "1.5", "NaN"})
    void parse_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> FailureLimit.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--max-failures must be a number or a share such as 5%, was " + text);
    }
}
