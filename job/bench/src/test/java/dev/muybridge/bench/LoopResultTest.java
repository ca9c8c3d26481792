package dev.muybridge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LoopResultTest {
    @Test
    void result_isReadAsItIsWritten_andProcessesAddUp() throws IOException {
        LoopResult one = LoopResult.parse("{\"frames\": 3, \"found\": 2, \"cpu\": {\"pose\": 0.5, \"draw\": 0.25}}");

        assertThat(LoopResult.parse(one.json())).isEqualTo(one);
        assertThat(one.plus(one)).isEqualTo(new LoopResult(6, 4, Map.of("pose", 1.0, "draw", 0.5)));
    }

    @Test
    void anotherLine_isRefused() {
        assertThatThrownBy(() -> LoopResult.parse("{\"frames\": 3}"))
                .isInstanceOf(IOException.class)
                .hasMessage("a loop ends with a line of its results, was: {\"frames\": 3}");
    }
}
