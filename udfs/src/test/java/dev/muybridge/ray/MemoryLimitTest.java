package dev.muybridge.ray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemoryLimitTest {
    @Test
    void sizes_areReadAsTheJvmReadsThem() {
        assertThat(MemoryLimit.bytes("2g")).isEqualTo(2L << 30);
        assertThat(MemoryLimit.bytes("1500M")).isEqualTo(1500L << 20);
        assertThat(MemoryLimit.bytes("7k")).isEqualTo(7L << 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "g", "-1g", "0m", "1.5g", "2 g", "9999999999g"})
    void anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> MemoryLimit.bytes(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MUYBRIDGE_WORKER_MEMORY must be a number followed by k, m or g, such as 2g, was " + text);
    }
}
