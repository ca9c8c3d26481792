package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.RunException;
import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.job.table.VideoRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published landmarks against OpenPose's of the same frames, as {@code data/README.md} has them scored. */
@Tag("all")
final class PoseAccuracyIT {
    private static final double CONFIDENT = 0.3;
    private static final double SHARE_OF_TORSO = 0.2;

    @TempDir
    Path folder;

    @Test
    void landmarks_agreeWithOpenPose() throws IOException, RunException, InterruptedException {
        Path input = Files.createDirectory(folder.resolve("in"));
        for (String view : new String[] {"cam01", "cam02"}) {
            Files.copy(Installation.current().sample("single/" + view + ".mp4"), input.resolve(view + ".mp4"));
        }
        Asked asked = Asked.of(input, folder.resolve("out"));

        Runs.Ran ran = Runs.run(asked.model(ModelSize.FULL).segmentSeconds(60).workers(2));

        Map<String, Double> scores = new TreeMap<>();
        for (VideoRow row : ran.report().done()) {
            assertThat(Objects.requireNonNull(row.content()).work().segments()).isOne();
            scores.put(row.video(), score(ran.output(), row));
        }
        assertThat(scores).containsOnlyKeys("cam01.mp4", "cam02.mp4");
        // 0.981 and 0.726 with AVX2, 0.974 and 0.707 with AVX-512: MediaPipe's numbers differ by processor.
        assertThat(scores.get("cam01.mp4")).as("PCK@0.2").isGreaterThanOrEqualTo(0.97);
        assertThat(scores.get("cam02.mp4")).as("PCK@0.2").isGreaterThanOrEqualTo(0.70);
    }

    /** The share of the reference's confident points within a fifth of the torso of that frame. */
    private static double score(Path output, VideoRow video) throws IOException {
        VideoRow.Content content = java.util.Objects.requireNonNull(video.content());
        JsonNode rows = Tables.pyarrow(output.resolve("metrics").resolve(video.videoId() + ".parquet"))
                .path("rows");
        JsonNode reference = new ObjectMapper()
                .readTree(Path.of("../data/openpose_" + video.video().replace(".mp4", ".json"))
                        .toFile())
                .path("frames");
        assertThat(reference).hasSize(rows.size());
        int points = 0;
        int hits = 0;
        for (int i = 0; i < rows.size(); i++) {
            JsonNode frame = reference.path(i);
            double allowed = SHARE_OF_TORSO * torso(frame);
            for (String key : (Iterable<String>) frame::fieldNames) {
                JsonNode expected = frame.path(key);
                if (expected.path(2).asDouble() < CONFIDENT || Double.isNaN(allowed)) {
                    continue;
                }
                points++;
                JsonNode found = rows.path(i).path("landmarks").path(Integer.parseInt(key));
                double dx = found.path("x").asDouble(Double.NaN) * content.width()
                        - expected.path(0).asDouble();
                double dy = found.path("y").asDouble(Double.NaN) * content.height()
                        - expected.path(1).asDouble();
                hits += Math.hypot(dx, dy) < allowed ? 1 : 0;
            }
        }
        assertThat(points).isGreaterThan(1000);
        return (double) hits / points;
    }

    /** From the middle of the shoulders to the middle of the hips, pixels. */
    private static double torso(JsonNode frame) {
        double dx = 0;
        double dy = 0;
        for (String shoulder : new String[] {"11", "12"}) {
            dx += frame.path(shoulder).path(0).asDouble(Double.NaN) / 2;
            dy += frame.path(shoulder).path(1).asDouble(Double.NaN) / 2;
        }
        for (String hip : new String[] {"23", "24"}) {
            dx -= frame.path(hip).path(0).asDouble(Double.NaN) / 2;
            dy -= frame.path(hip).path(1).asDouble(Double.NaN) / 2;
        }
        return Math.hypot(dx, dy);
    }
}
