package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.RunListener;
import dev.muybridge.app.VideoRun;
import dev.muybridge.app.WorkList;
import dev.muybridge.job.config.People;
import dev.muybridge.motion.Column;
import dev.muybridge.motion.Gauss;
import dev.muybridge.motion.Measure;
import dev.muybridge.motion.Measures;
import dev.muybridge.motion.PoseTrack;
import dev.muybridge.motion.Scene;
import dev.muybridge.motion.Velocity;
import dev.muybridge.motion.Widths;
import dev.muybridge.stage.WorkStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run takes over from one with other options, or of an older version. */
final class TakeOverIT {
    @TempDir
    Path folder;

    /** Adding a metric is one class and one line. */
    private record FrameNumber() implements Measure {
        @Override
        public String name() {
            return "frame-number";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public List<Column> columns() {
            return List.of(new Column("frame_number", "", "the frame's place in the video"));
        }

        @Override
        public double[][] measure(PoseTrack track, Scene scene) {
            double[] numbers = new double[track.frames()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = track.firstFrame() + i;
            }
            return new double[][] {numbers};
        }
    }

    @Test
    @Tag("all")
    void otherOptionsThanThoseOfAFinishedRun_neverAnalyseAgain() throws Exception {
        Asked asked = Asked.of(Files.copy(SmallVideos.step(), folder.resolve("step.mp4")), folder.resolve("out"))
                .segmentSeconds(0.7);
        Runs.Ran first = Runs.run(asked);
        byte[] pictures = annotated(asked);
        assertThat(first.toolkit().busyMillis(WorkStep.ANALYZE)).isPositive();

        Taken crf = run(asked.crf(35));
        assertThat(crf.work.takenOver()).isEqualTo(new WorkList.TakenOver(1, Set.of("pictures")));
        assertThat(crf.busy(WorkStep.ANALYZE)).isZero();
        assertThat(annotated(asked).length).isLessThan(pictures.length);

        Taken cuts = run(asked.segmentSeconds(10));
        assertThat(cuts.work.takenOver().anew()).containsExactly("pictures");
        assertThat(cuts.busy(WorkStep.ANALYZE)).isZero();

        Taken people = run(asked.people(People.ALL));
        assertThat(people.work.takenOver().anew()).containsExactly("pictures", "rows");
        assertThat(people.busy(WorkStep.ANALYZE)).isZero();

        Taken slow = run(asked.slowMotion(2));
        assertThat(slow.work.takenOver().anew()).containsExactly("pictures", "rows");
        assertThat(slow.busy(WorkStep.ANALYZE)).isZero();

        Taken back = run(asked);
        assertThat(back.work.takenOver().anew()).containsExactly("pictures", "rows");
        assertThat(back.busy(WorkStep.ANALYZE)).isZero();
        assertThat(annotated(asked)).isEqualTo(pictures);
        assertThat(Tables.content(first.metrics()))
                .isEqualTo(Tables.content(fresh(asked).metrics()));
    }

    @Test
    @Tag("all")
    void metricThatIsNotDrawn_isInTheTable_andNothingIsEncodedAgain() throws Exception {
        checkMetricThatIsNotDrawn(0.7, 2);
    }

    /** Its one segment is all of it, so it is not published twice, and the annotated video serves in its place. */
    @Test
    void metricThatIsNotDrawn_ofAVideoOfOneSegment_encodesNothingEither() throws Exception {
        checkMetricThatIsNotDrawn(10, 0);
    }

    private void checkMetricThatIsNotDrawn(double segmentSeconds, int published) throws Exception {
        Asked asked = Asked.of(Files.copy(SmallVideos.step(), folder.resolve("step.mp4")), folder.resolve("out"))
                .segmentSeconds(segmentSeconds);
        Runs.Ran first = Runs.run(asked);
        assertThat(Runs.visible(asked.output()).stream().filter(file -> file.startsWith("segments/")))
                .hasSize(published);
        byte[] pictures = annotated(asked);
        Measures more = new Measures(Gauss.STANDARD, List.of(new Widths(), new Velocity(), new FrameNumber()));

        Taken taken = run(asked.measures(more));

        assertThat(taken.work.takenOver()).isEqualTo(new WorkList.TakenOver(1, Set.of("rows")));
        assertThat(taken.busy(WorkStep.ANALYZE)).isZero();
        assertThat(taken.busy(WorkStep.ANNOTATE)).isZero();
        assertThat(annotated(asked)).isEqualTo(pictures);
        int measured = 0;
        for (JsonNode row : Tables.pyarrow(first.metrics()).path("rows")) {
            if (row.path("quality").asText().equals("measured")) {
                measured++;
                assertThat(row.path("frame_number").asDouble())
                        .isEqualTo(row.path("frame").asDouble());
            }
        }
        assertThat(measured).isPositive();
    }

    /** The folder was written by the version before steps had keys: of two inputs one is still there. */
    @Test
    void outputOfAnOlderVersion_isMadeAnew_andItsOtherTablesGetTodaysColumns() throws Exception {
        Path output = folder.resolve("out");
        copy(Path.of("src/test/resources/dev/muybridge/whole/output-before-keys"), output);
        Path input = Files.copy(Path.of("../data/fuzz/h264.mp4"), folder.resolve("small.mp4"));
        Files.setLastModifiedTime(input, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        JsonNode before = Tables.pyarrow(output.resolve("metrics").resolve("53fde84ecba26f2d.parquet"));

        Taken taken = run(Asked.of(input, output));

        assertThat(taken.renewed).isEqualTo(4);
        assertThat(taken.work.again()).isEqualTo(Map.of("small.mp4", "made by an older version of this program"));
        assertThat(taken.work.takenOver().videos()).isZero();
        assertThat(columns(output.resolve("metrics"))).hasSize(1);
        assertThat(columns(output.resolve("videos"))).hasSize(1);
        JsonNode after = Tables.pyarrow(output.resolve("metrics").resolve("53fde84ecba26f2d.parquet"));
        assertThat(after.path("rows")).hasSize(45);
        assertThat(after.path("metadata").has("muybridge.filter"))
                .as("it was not filtered")
                .isFalse();
        for (int i = 0; i < 45; i++) {
            JsonNode old = before.path("rows").path(i);
            JsonNode now = after.path("rows").path(i);
            assertThat(now.path("shoulder_width_world_m")).isEqualTo(old.path("shoulder_width_m"));
            assertThat(now.path("landmarks")).isEqualTo(old.path("landmarks"));
            assertThat(now.path("landmarks_filtered").isNull()).isTrue();
            assertThat(now.path("time_s").asDouble())
                    .isEqualTo(old.path("pts_us").asLong() / 1e6);
        }

        assertThat(run(Asked.of(input, output)).renewed)
                .as("they are looked at once")
                .isZero();
    }

    private static Set<JsonNode> columns(Path tables) throws IOException {
        try (Stream<Path> files = Files.list(tables)) {
            return Set.copyOf(files.map(file -> Tables.pyarrow(file).path("columns"))
                    .distinct()
                    .toList());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private byte[] annotated(Asked asked) throws IOException {
        return Files.readAllBytes(asked.output().resolve("annotated/step.mp4"));
    }

    private Runs.Ran fresh(Asked asked) throws Exception {
        return Runs.run(asked.into(folder.resolve("fresh")));
    }

    private static Taken run(Asked asked) throws Exception {
        Taken taken = new Taken(WatchedToolkit.of(asked.options()));
        new VideoRun(asked.options(), taken.toolkit, taken).execute();
        return taken;
    }

    private static final class Taken implements RunListener {
        private final WatchedToolkit toolkit;
        private WorkList work = new WorkList(new ArrayList<>(), List.of(), List.of(), Map.of());
        private int renewed;

        Taken(WatchedToolkit toolkit) {
            this.toolkit = toolkit;
        }

        @Override
        public void planned(WorkList planned) {
            work = planned;
        }

        @Override
        public void renewed(int tables) {
            renewed = tables;
        }

        private long busy(WorkStep step) {
            return toolkit.busyMillis(step);
        }
    }
}
