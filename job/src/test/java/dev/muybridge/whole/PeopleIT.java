package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.RunException;
import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.job.config.People;
import dev.muybridge.job.table.VideoRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is large enough keeps one number through the whole video, wherever it is cut. */
final class PeopleIT {
    private static final double LEAST_SHARE = 0.9;
    private static final double LARGE = 150;
    private static final double LARGE_IN_DEMO = 100;

    @TempDir
    Path folder;

    @Test
    void people_inAVideoThatIsCut_keepTheirNumbers() throws IOException, RunException, InterruptedException {
        keepTheirNumbers(2, 3, 0);
    }

    /** The views are shorter than two seconds. */
    @Test
    @Tag("all")
    void people_inVideosThatAreCutOften_keepTheirNumbers() throws IOException, RunException, InterruptedException {
        keepTheirNumbers(0.5, 12, 4);
    }

    private void keepTheirNumbers(double segmentSeconds, int segmentsOfDemo, int views)
            throws IOException, RunException, InterruptedException {
        Path input = Files.createDirectory(folder.resolve("in"));
        Files.copy(Installation.current().sample("demo.mp4"), input.resolve("demo.mp4"));
        for (int view = 1; view <= views; view++) {
            Files.copy(
                    Installation.current().sample("multi/cam0" + view + ".mp4"), input.resolve("cam0" + view + ".mp4"));
        }

        Runs.Ran ran = Runs.run(Asked.of(input, folder.resolve("out"))
                .model(ModelSize.FULL)
                .workers(2)
                .segmentSeconds(segmentSeconds)
                .people(People.ALL));

        assertThat(ran.report().done()).hasSize(1 + views);
        for (VideoRow row : ran.report().done()) {
            boolean demo = row.video().equals("demo.mp4");
            assertThat(Runs.files(ran.output().resolve("segments").resolve(row.videoId())))
                    .hasSizeGreaterThanOrEqualTo(demo ? segmentsOfDemo : 4);
            check(row, ran.output(), demo ? LARGE_IN_DEMO : LARGE);
        }
    }

    private static void check(VideoRow row, Path output, double large) throws IOException {
        VideoRow.Content content = Objects.requireNonNull(row.content());
        Map<String, Marks.Marked> people = Marks.compare(
                row.video().equals("demo.mp4") ? "sports2d/demo.mp4" : "pose2sim/multi/" + row.video(),
                output.resolve("metrics").resolve(row.videoId() + ".parquet"),
                content.width(),
                content.height());
        people.forEach((name, person) -> {
            if (person.torso() > large) {
                String who = row.video() + " " + name;
                assertThat(person.share()).as(who).isGreaterThanOrEqualTo(LEAST_SHARE);
                assertThat(person.numbers()).as(who).hasSize(1);
            }
        });
        Marks.Marked main = Collections.max(people.values(), Comparator.comparingDouble(Marks.Marked::weight));
        assertThat(main.numbers()).as(row.video()).containsExactly(0);
    }
}
