package dev.muybridge.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.install.ModelSize;
import dev.muybridge.whole.Asked;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunOptionsTest {
    private static final Asked ASKED = Asked.of(Path.of("in"), Path.of("out"));

    @Test
    void optionsHash_followsFromWhatChangesResults() {
        String hash = ASKED.options().optionsHash();

        assertThat(hash).matches("[0-9a-f]{16}");
        assertThat(ASKED.model(ModelSize.HEAVY).options().optionsHash()).isNotEqualTo(hash);
        assertThat(ASKED.segmentSeconds(2).options().optionsHash()).isNotEqualTo(hash);
        assertThat(make(1, 10, 30, true).optionsHash())
                .isNotEqualTo(make(1, 10, 23, true).optionsHash());
        assertThat(make(1, 10, 23, false).optionsHash())
                .isNotEqualTo(make(1, 10, 23, true).optionsHash());
    }

    @Test
    void optionsHash_ignoresHowTheWorkIsDone() {
        String hash = ASKED.options().optionsHash();

        assertThat(ASKED.workers(7).options().optionsHash()).isEqualTo(hash);
        assertThat(ASKED.again().options().optionsHash()).isEqualTo(hash);
        assertThat(Asked.of(Path.of("elsewhere"), Path.of("x")).options().optionsHash())
                .isEqualTo(hash);
    }

    @Test
    void resultOptionsAndVersions_areReadable() {
        assertThat(ASKED.options().resultOptions())
                .isEqualTo(
                        "clip=whole;crf=23;model=lite;people=main;preset=ultrafast;segment-seconds=10.0;segments=true"
                                + ";slow-motion=1.0");
        assertThat(RunOptions.versions()).contains("mediapipe=0.10.33;", ";overlap=5;pre-roll=20;");
    }

    @Test
    void create_outOfRange_namesTheOptionTheRuleAndTheValue() {
        assertThatThrownBy(() -> make(0, 10, 23, true)).hasMessage("--workers must be 1 or more, was 0");
        assertThatThrownBy(() -> make(1, 0, 23, true)).hasMessage("--segment-seconds must be 0.1 to 3600, was 0.0");
        assertThatThrownBy(() -> make(1, Double.NaN, 23, true))
                .hasMessage("--segment-seconds must be 0.1 to 3600, was NaN");
        assertThatThrownBy(() -> make(1, 10, 52, true)).hasMessage("--crf must be 1 to 51, was 52");
        assertThatThrownBy(() -> make(1, 10, 0, true)).hasMessage("--crf must be 1 to 51, was 0");
    }

    @Test
    void create_noInput_isRefused() {
        assertThatThrownBy(() -> new RunOptions(
                        List.of(),
                        "file:/out",
                        1,
                        ModelSize.LITE,
                        10,
                        false,
                        false,
                        true,
                        "ultrafast",
                        23,
                        Wanted.DEFAULT,
                        RunLimits.DEFAULT))
                .hasMessage("at least one input is needed");
    }

    private static RunOptions make(int workers, double segmentSeconds, int crf, boolean segments) {
        return new RunOptions(
                List.of(new InputRoot("", "in")),
                "file:/out",
                workers,
                ModelSize.LITE,
                segmentSeconds,
                false,
                false,
                segments,
                "ultrafast",
                crf,
                Wanted.DEFAULT,
                RunLimits.DEFAULT);
    }
}
