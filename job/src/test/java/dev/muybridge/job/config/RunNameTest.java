package dev.muybridge.job.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunNameTest {
    @Test
    void freshName_isOne() {
        assertThatCode(() -> RunName.check(RunName.fresh())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".hidden", "a/b", "../up", "two words", "é"})
    void otherText_isRefused(String text) {
        assertThatThrownBy(() -> RunName.check(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--run-name must be 1 to 64 letters")
                .hasMessageEndingWith("was " + text);
    }
}
