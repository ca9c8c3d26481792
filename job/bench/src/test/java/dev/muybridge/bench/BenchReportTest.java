package dev.muybridge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

final class BenchReportTest {
    private static final BenchReport.Setting SETTING = new BenchReport.Setting("single/cam03.mp4", "main", 2);

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final BenchReport report = new BenchReport(new PrintStream(told, true, StandardCharsets.UTF_8));

    @Test
    void everyRound_isTold_andTheTableHasTheirMedian() {
        for (double rate : new double[] {60, 20, 50}) {
            report.add(SETTING, marginal(40, 1000), marginal(rate, 1000));
        }

        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains(
                        "single/cam03.mp4, people main, workers 2, round 1:",
                        "job / loop 1.50",
                        "job / loop 0.50",
                        "round 3",
                        "job / loop 1.25",
                        "CPU ms/frame: pose 20.0");
        assertThat(report.table())
                .endsWith("| `single/cam03.mp4` | main | 2 | 40.0 | 50.0 | 1.25 | 9.0 | 9.0 | 1 | 1 |\n");
    }

    @Test
    void json_hasEveryRound() throws Exception {
        report.add(SETTING, marginal(40, 1000), marginal(50, 1000));
        report.add(SETTING, marginal(40, 1000), marginal(60, 1000));

        JsonNode setting =
                new ObjectMapper().readTree(report.json()).path("settings").path(0);

        assertThat(setting.path("ratio").asDouble()).isCloseTo(1.375, within(1e-9));
        assertThat(setting.path("rounds")).hasSize(2);
        JsonNode job = setting.path("rounds").path(1).path("job");
        assertThat(job.path("frames_per_second").asDouble()).isCloseTo(60, within(1e-9));
        assertThat(job.path("cpu_ms_per_frame").path("pose").asDouble()).isCloseTo(20, within(1e-9));
    }

    @Test
    void contendersThatDidNotDoTheSame_areNotCompared() {
        Marginal fewer = marginal(40, 999);
        Marginal nobody = new Marginal(new Effort(100, 0, 11, Map.of(), 0), new Effort(1100, 440, 31, Map.of(), 0));

        assertThatThrownBy(() -> report.add(SETTING, marginal(40, 1000), fewer))
                .hasMessage("the job annotated 999 frames where the loop annotated 1000");
        assertThatThrownBy(() -> report.add(SETTING, marginal(40, 1000), nobody))
                .hasMessage(
                        "single/cam03.mp4 shows nobody to compare with: the loop found somebody in 100 % of its frames,"
                                + " the job in 40 %");
    }

    /** Nine seconds of start and end, 20 ms of CPU time a frame. */
    private static Marginal marginal(double rate, long frames) {
        return new Marginal(
                MarginalTest.effort(100, 9 + 100 / rate, Map.of("pose", 2.0)),
                MarginalTest.effort(100 + frames, 9 + (100 + frames) / rate, Map.of("pose", 2.0 + 0.02 * frames)));
    }
}
