package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.app.RunListener;
import dev.muybridge.app.RunReport;
import dev.muybridge.app.VideoRun;
import dev.muybridge.testing.FfmpegProgram;
import java.nio.file.Path;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Something that moves four pixels to the right from each frame to the next, at frame times from 4 to 76 ms apart. */
final class KnownMotionIT {
    private static final int FRAMES = 100;
    private static final double STEP_PX = 4;
    private static final double ONE_PERCENT = 0.01;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1", "8"})
    void velocity_inEveryFrame_isTheWayOverTheTrueTime(double slowMotion) throws Exception {
        Path video = folder.resolve("in.mkv");
        FfmpegProgram.ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "color=black:size=640x270:rate=25:duration=4",
                "-f",
                "lavfi",
                "-i",
                "color=white:size=60x60:rate=25:duration=4",
                "-filter_complex",
                "[0][1]overlay=x='20+4*n':y=100:eval=frame,settb=1/1000,setpts='40*N+9*mod(N*N,5)'",
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
        assertThat(rows.path(0).path("speed_px_s").isNull()).isTrue();
        for (int i = 1; i < FRAMES; i++) {
            long micros = (9 * (i * i % 5 - (i - 1) * (i - 1) % 5) + 40) * 1000L;
            double expected = STEP_PX / (micros / 1e6) * slowMotion;
            assertThat(rows.path(i).path("velocity_x_px_s").asDouble(Double.NaN))
                    .as("frame %d", i)
                    .isCloseTo(expected, within(expected * ONE_PERCENT));
            assertThat(rows.path(i).path("velocity_y_px_s").asDouble(Double.NaN))
                    .as("frame %d", i)
                    .isCloseTo(0, within(expected * ONE_PERCENT));
        }
    }
}
