package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.RunException;
import dev.muybridge.testing.FfmpegProbe;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neither where the cuts are nor how many workers there are can be told from the result. */
@Tag("all")
final class SegmentsAndWorkersIT {
    private static final Path INPUT = SmallVideos.walk();

    @TempDir
    static Path folder;

    private static Runs.Ran shortAlone;
    private static Runs.Ran shortFour;
    private static Runs.Ran longAlone;

    @BeforeAll
    static void run() throws IOException, RunException, InterruptedException {
        shortAlone = run("short-1", 2, 1);
        shortFour = run("short-4", 2, 4);
        longAlone = run("long-1", 60, 1);
    }

    private static Runs.Ran run(String name, double segmentSeconds, int workers)
            throws IOException, RunException, InterruptedException {
        return Runs.run(Asked.of(INPUT, folder.resolve(name))
                .segmentSeconds(segmentSeconds)
                .workers(workers));
    }

    @Test
    void shortSegments_areMoreThanOneAndLongOnesAreOne() throws IOException {
        assertThat(shortAlone.segments()).hasSizeGreaterThan(2);
        assertThat(shortFour.segments()).isEqualTo(shortAlone.segments());
        assertThat(longAlone.segments())
                .as("one that is the whole video is not published")
                .isEmpty();
    }

    @Test
    void fourWorkers_meansThatMoreThanOneWorked() {
        assertThat(shortFour.toolkit().calls()).hasSize(4);
        assertThat(shortFour.toolkit().calls().stream().filter(calls -> calls > 0))
                .hasSizeGreaterThan(1);
        assertThat(shortAlone.toolkit().calls()).hasSize(1);
    }

    @Test
    void frames_areTheSameInEveryRun() {
        JsonNode expected = frames(longAlone);

        assertThat(expected).hasSize(SmallVideos.WALK_FRAMES);
        assertThat(frames(shortAlone)).isEqualTo(expected);
        assertThat(frames(shortFour)).isEqualTo(expected);
    }

    @Test
    void annotatedVideos_haveTheInputsFramesInEveryRun() {
        double first = times(INPUT)[0];
        for (Runs.Ran ran : new Runs.Ran[] {shortAlone, shortFour, longAlone}) {
            double[] times = times(ran.output().resolve("annotated/walk.mp4"));
            assertThat(times).hasSize(SmallVideos.WALK_FRAMES);
            assertThat(times[0]).isEqualTo(first);
            assertThat(times).isEqualTo(times(INPUT));
        }
    }

    @Test
    void metrics_areTheSameToTheBit_whereverTheVideoIsCutAndWhoeverDoesIt() {
        assertThat(Tables.content(shortFour.metrics())).isEqualTo(Tables.content(shortAlone.metrics()));
        assertThat(Tables.content(longAlone.metrics())).isEqualTo(Tables.content(shortAlone.metrics()));
    }

    @Test
    void annotatedVideos_areTheSameBytesForEqualOptions() throws IOException {
        assertThat(shortFour.output().resolve("annotated/walk.mp4"))
                .hasSameBinaryContentAs(shortAlone.output().resolve("annotated/walk.mp4"));
    }

    /** A velocity needs the frame before, also where that is another segment's. */
    @Test
    void velocity_isThereAcrossCuts() {
        int cuts = 0;
        JsonNode rows = Tables.pyarrow(shortAlone.metrics()).path("rows");
        for (int i = 1; i < rows.size(); i++) {
            if (!rows.path(i).path("person").isNull()
                    && !rows.path(i - 1).path("person").isNull()) {
                assertThat(rows.path(i).path("velocity_x_px_s").isNull())
                        .as("frame " + i)
                        .isFalse();
                cuts++;
            }
        }
        assertThat(cuts).isGreaterThan(SmallVideos.WALK_FRAMES / 2);
    }

    private static JsonNode frames(Runs.Ran ran) {
        return Tables.frames(ran.metrics());
    }

    private static double[] times(Path video) {
        return FfmpegProbe.packetSeconds(video);
    }
}
