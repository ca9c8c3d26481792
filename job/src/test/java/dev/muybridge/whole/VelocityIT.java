package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.app.RunException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A picture that moves at a known speed, at uneven frame times. */
@Tag("all")
final class VelocityIT {
    private static final double STEP_PX = 4;

    @TempDir
    Path folder;

    @Test
    void velocity_isTheWayOverTheTrueTime() throws IOException, RunException, InterruptedException {
        Runs.Ran ran = Runs.run(Asked.of(SmallVideos.slide(), folder));

        JsonNode rows = Tables.pyarrow(ran.metrics()).path("rows");
        assertThat(rows).hasSize(80);
        checkBlock(rows, 15, 40, 20_000);
        checkBlock(rows, 55, 80, 60_000);
    }

    /** What the model finds wavers by half a pixel, and frames so far apart are hardly smoothed; in the mean, that hardly counts. */
    private static void checkBlock(JsonNode rows, int from, int to, long expectedMicros) {
        List<Double> across = new ArrayList<>();
        List<Double> down = new ArrayList<>();
        for (int i = from; i < to; i++) {
            long micros = rows.path(i).path("pts_us").asLong()
                    - rows.path(i - 1).path("pts_us").asLong();
            assertThat(micros).isEqualTo(expectedMicros);
            across.add(rows.path(i).path("velocity_x_px_s").asDouble(Double.NaN));
            down.add(rows.path(i).path("velocity_y_px_s").asDouble(Double.NaN));
        }
        double expected = STEP_PX / (expectedMicros / 1e6);
        assertThat(mean(across)).isCloseTo(expected, within(expected * 0.03));
        assertThat(mean(down)).isCloseTo(0, within(expected * 0.03));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
