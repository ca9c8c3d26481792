package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.app.RunListener;
import dev.muybridge.app.RunReport;
import dev.muybridge.app.VideoRun;
import dev.muybridge.testing.FfmpegProgram;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Something that moves to the right in a known way, at uneven frame times. */
final class KnownMotionIT {
    private static final int FRAMES = 100;
    private static final double ONE_PERCENT = 0.01;
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 270;
    private static final int[] TRUNK = {11, 12, 23, 24};

    @TempDir
    Path folder;

    /** Four pixels from each frame to the next, at frame times from 4 to 76 ms apart. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 8})
    void rawLandmarks_inEveryFrame_moveTheWayOverTheTrueTime(double slowMotion) throws Exception {
        JsonNode rows = rows("4*n", "40*N+9*mod(N*N,5)", slowMotion);

        for (int i = 1; i < FRAMES; i++) {
            double seconds = (9 * (i * i % 5 - (i - 1) * (i - 1) % 5) + 40) / 1e3;
            double expected = 4 / seconds * slowMotion;
            assertThat(velocity(rows, i, "x", WIDTH) * slowMotion)
                    .as("frame %d", i)
                    .isCloseTo(expected, within(expected * ONE_PERCENT));
            assertThat(velocity(rows, i, "y", HEIGHT) * slowMotion)
                    .as("frame %d", i)
                    .isCloseTo(0, within(expected * ONE_PERCENT));
        }
    }

    /** 200 pixels a second, at frame times from 10 to 70 ms apart. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 8})
    void filteredLandmarks_ofConstantMotion_haveItsVelocityInEveryFrame(double slowMotion) throws Exception {
        JsonNode rows = rows("40+2*(4*(n-1)+mod((n-1)*(n-1),5))", "10*(4*N+mod(N*N,5))", slowMotion);

        double expected = 200 * slowMotion;
        assertThat(rows.path(0).path("velocity_x_px_s").isNull()).isTrue();
        for (int i = 1; i < FRAMES; i++) {
            JsonNode row = rows.path(i);
            assertThat(row.path("velocity_x_px_s").asDouble(Double.NaN))
                    .as("frame %d", i)
                    .isCloseTo(expected, within(expected * ONE_PERCENT));
            assertThat(row.path("velocity_y_px_s").asDouble(Double.NaN))
                    .as("frame %d", i)
                    .isCloseTo(0, within(expected * ONE_PERCENT));
            assertThat(trunk(row, "landmarks_filtered", "x"))
                    .as("frame %d", i)
                    .isCloseTo(trunk(row, "landmarks", "x"), within(1e-5));
        }
    }

    /**
     * The rows of a made-up video.
     *
     * @param x where the left edge of a bright square is in frame n, counted from 1, pixels
     * @param pts when frame N, counted from 0, is shown, milliseconds
     */
    private JsonNode rows(String x, String pts, double slowMotion) throws Exception {
        Path video = folder.resolve("in.mkv");
        FfmpegProgram.ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "color=black:size=" + WIDTH + "x" + HEIGHT + ":rate=25:duration=4",
                "-f",
                "lavfi",
                "-i",
                "color=white:size=60x60:rate=25:duration=4",
                "-filter_complex",
                "[0][1]overlay=x='" + x + "':y=100:eval=frame,settb=1/1000,setpts='" + pts + "'",
                "-frames:v",
                Integer.toString(FRAMES),
                "-fps_mode",
                "passthrough",
                "-enc_time_base",
                "1/1000",
                "-c:v",
                "ffv1",
                "-pix_fmt",
                "yuv420p",
                video.toString());
        Asked asked = Asked.of(video, folder.resolve("out")).segmentSeconds(0.5).slowMotion(slowMotion);

        RunReport report = new VideoRun(asked.options(), new BrightSpotToolkit(), RunListener.NONE).execute();

        assertThat(report.failed()).isEmpty();
        String id = report.done().get(0).videoId();
        assertThat(Runs.files(asked.output().resolve("segments").resolve(id))).hasSizeGreaterThan(5);
        JsonNode rows = Tables.pyarrow(asked.output().resolve("metrics").resolve(id + ".parquet"))
                .path("rows");
        assertThat(rows).hasSize(FRAMES);
        return rows;
    }

    /** Of the middle of the trunk since the frame before, in pixels and seconds of the video. */
    private static double velocity(JsonNode rows, int frame, String axis, int pixels) {
        double way = trunk(rows.path(frame), "landmarks", axis) - trunk(rows.path(frame - 1), "landmarks", axis);
        long micros = rows.path(frame).path("pts_us").asLong()
                - rows.path(frame - 1).path("pts_us").asLong();
        return way * pixels / (micros / 1e6);
    }

    private static double trunk(JsonNode row, String column, String axis) {
        return IntStream.of(TRUNK)
                .mapToDouble(point -> row.path(column).path(point).path(axis).asDouble(Double.NaN))
                .average()
                .orElseThrow();
    }
}
