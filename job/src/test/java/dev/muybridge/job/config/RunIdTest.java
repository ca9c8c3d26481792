package dev.muybridge.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunIdTest {
    @Test
    void freshName_isAnotherEachTime() {
        assertThat(RunId.fresh().name())
                .matches("\\d{8}-\\d{6}-[0-9a-f]{8}")
                .isNotEqualTo(RunId.fresh().name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".hidden", "a/b", "../up", "two words", "é"})
    void otherText_isRefused(String text) {
        assertThatThrownBy(() -> RunId.named(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--run-name must be 1 to 64 letters")
                .hasMessageEndingWith("was " + text);
    }
}
