package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.RunException;
import dev.muybridge.install.ModelSize;
import dev.muybridge.job.config.People;
import dev.muybridge.job.table.VideoRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People in situations that the samples do not show: who is there keeps one number, and cuts change no bit. */
@Tag("all")
final class ClipsIT {
    private static final double NEARLY_ALWAYS = 0.95;

    @TempDir
    Path folder;

    @Test
    void clips_haveTheirPeople_andCutsChangeNoBit() throws IOException, RunException, InterruptedException {
        Path input = folder.resolve("in");
        Clips.in(input);

        Runs.Ran uncut = run(input, 60);
        Runs.Ran cut = run(input, 0.5);

        assertThat(uncut.report().done()).hasSize(5);
        Map<String, List<Double>> shares = new TreeMap<>();
        for (VideoRow row : uncut.report().done()) {
            Path table = Path.of("metrics", row.videoId() + ".parquet");
            assertThat(Tables.content(cut.output().resolve(table)))
                    .as(row.video())
                    .isEqualTo(Tables.content(uncut.output().resolve(table)));
            shares.put(row.video(), shares(uncut.output().resolve(table)));
        }
        assertThat(shares.get("mirrored.mp4")).hasSize(2).allMatch(share -> share >= NEARLY_ALWAYS);
        // Here one of two stands behind the other when it begins.
        assertThat(shares.get("backwards.mp4")).hasSize(2).first().isEqualTo(1.0);
        assertThat(shares.get("leaves and returns.mp4"))
                .as("one person, in the frames that show them")
                .hasSize(1)
                .allMatch(share -> share > 0.4 && share < 0.7);
        assertThat(shares.get("half out.mp4")).hasSize(1).allMatch(share -> share >= NEARLY_ALWAYS);
        assertThat(shares.get("eight at once.mp4"))
                .filteredOn(share -> share >= NEARLY_ALWAYS)
                .hasSizeGreaterThanOrEqualTo(8);
    }

    private Runs.Ran run(Path input, double segmentSeconds) throws IOException, RunException, InterruptedException {
        return Runs.run(Asked.of(input, folder.resolve("out " + segmentSeconds))
                .model(ModelSize.FULL)
                .workers(2)
                .segmentSeconds(segmentSeconds)
                .people(People.ALL));
    }

    /** In which share of the frames each person is seen, by number. */
    private static List<Double> shares(Path table) {
        Map<Integer, Integer> seen = new TreeMap<>();
        int frames = 0;
        for (JsonNode row : Tables.pyarrow(table).path("rows")) {
            frames = Math.max(frames, row.path("frame").asInt() + 1);
            if (!row.path("person").isNull() && row.path("quality").asText().equals("measured")) {
                seen.merge(row.path("person").asInt(), 1, Integer::sum);
            }
        }
        double all = frames;
        return seen.values().stream().map(count -> count / all).toList();
    }
}
