package dev.muybridge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class MarginalTest {
    private static final double EXACT = 1e-12;

    @Test
    void furtherFrames_haveARate_withoutStartAndEnd() {
        // Nine seconds of start and end, then fifty frames a second.
        Marginal measured = new Marginal(effort(100, 11, Map.of("pose", 3.0)), effort(1100, 31, Map.of("pose", 23.0)));

        assertThat(measured.frames()).isEqualTo(1000);
        assertThat(measured.framesPerSecond()).isCloseTo(50, within(EXACT));
        assertThat(measured.startSeconds()).isCloseTo(9, within(EXACT));
        assertThat(measured.cpuMillis()).isEqualTo(Map.of("pose", 20.0));
    }

    @Test
    void stepThatOnlyTheLongOneHas_countsWhole() {
        Marginal measured = new Marginal(effort(1, 1, Map.of()), effort(11, 2, Map.of("draw", 0.1)));

        assertThat(measured.cpuMillis()).containsExactly(Map.entry("draw", 10.0));
    }

    @Test
    void longOneWithoutFurtherFrames_isRefused() {
        Effort same = effort(100, 11, Map.of());

        assertThatThrownBy(() -> new Marginal(same, same))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the long one has more frames than 100, had 100");
    }

    static Effort effort(long frames, double seconds, Map<String, Double> cpu) {
        return new Effort(frames, frames, seconds, cpu, 1 << 20);
    }
}
