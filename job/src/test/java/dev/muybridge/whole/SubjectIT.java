package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.config.People;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.motion.Subject;
import dev.muybridge.stage.WorkStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another main subject: other rows and pictures, and nothing is analysed again. */
@Tag("all")
final class SubjectIT {
    @TempDir
    Path folder;

    @Test
    void anotherSubject_isNumberZero_andNothingIsAnalysedAgain() throws Exception {
        Path input = Files.createDirectory(folder.resolve("in"));
        Files.copy(SmallVideos.pair(), input.resolve("pair.mp4"));
        Files.copy(SmallVideos.step(), input.resolve("step.mp4"));
        Asked asked = Asked.of(input, folder.resolve("out"));

        Runs.Ran usual = Runs.run(asked.people(People.ALL));
        assertThat(usual.report().done()).hasSize(2);
        assertThat(usual.toolkit().busyMillis(WorkStep.ANALYZE)).isPositive();
        Map<String, JsonNode> before = seen(usual, "pair.mp4");

        // There is one person in the other video: it fails alone, and keeps its poses.
        Runs.Ran second = Runs.run(asked.people(People.ALL).subject(new Subject.Numbered(1)));
        assertThat(second.report().failed()).hasSize(1).first().satisfies(row -> {
            assertThat(row.video()).isEqualTo("step.mp4");
            assertThat(row.reason()).isEqualTo("no_subject");
            assertThat(row.detail()).startsWith("There is no person 1: person 0 is the only one in it.");
        });
        assertThat(second.toolkit().busyMillis(WorkStep.ANALYZE)).isZero();
        assertThat(second.toolkit().busyMillis(WorkStep.ANNOTATE)).isPositive();
        assertThat(seen(second, "pair.mp4")).isEqualTo(swapped(before));

        Runs.Ran right = Runs.run(asked.subject(Subject.Rule.RIGHT));
        assertThat(right.report().done()).hasSize(2);
        assertThat(right.toolkit().busyMillis(WorkStep.ANALYZE)).isZero();
        Map<String, JsonNode> alone = seen(right, "pair.mp4");
        assertThat(alone).isNotEmpty().allSatisfy((place, landmarks) -> {
            assertThat(place).endsWith(" 0");
            assertThat(before.get(place))
                    .as("the man, on the right, is also the larger one")
                    .isEqualTo(landmarks);
        });
    }

    /** The landmarks of everybody who is seen, by frame and number. */
    private static Map<String, JsonNode> seen(Runs.Ran ran, String video) throws IOException {
        VideoRow row = ran.report().done().stream()
                .filter(done -> done.video().equals(video))
                .findFirst()
                .orElseThrow();
        Map<String, JsonNode> seen = new TreeMap<>();
        for (JsonNode each : Tables.pyarrow(ran.output().resolve("metrics").resolve(row.videoId() + ".parquet"))
                .path("rows")) {
            if (each.path("quality").asText().equals("measured")) {
                seen.put(each.path("frame").asInt() + " " + each.path("person").asInt(), each.path("landmarks"));
            }
        }
        return seen;
    }

    private static Map<String, JsonNode> swapped(Map<String, JsonNode> seen) {
        Map<String, JsonNode> swapped = new TreeMap<>();
        seen.forEach((place, landmarks) -> {
            String frame = place.substring(0, place.indexOf(' '));
            swapped.put(frame + (place.endsWith(" 0") ? " 1" : " 0"), landmarks);
        });
        return swapped;
    }
}
