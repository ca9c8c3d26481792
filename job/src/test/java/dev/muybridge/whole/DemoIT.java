package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.RunException;
import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.testing.FfmpegProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./muybridge demo} leaves, read by other people's programs. */
final class DemoIT {
    private static final int FRAMES = 230;
    private static final String LANDMARKS =
            "list<element: struct<x: float not null, y: float not null, z: float not null, visibility: float not null,"
                    + " presence: float not null> not null>";
    private static final String WORLD_LANDMARKS =
            "list<element: struct<x: float not null, y: float not null, z: float not null> not null>";

    private static final Path INPUT = Installation.current().sample("demo.mp4");

    @TempDir
    static Path folder;

    private static Runs.Ran ran;

    @BeforeAll
    static void run() throws IOException, RunException, InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        ran = Runs.run(Asked.of(INPUT, folder.resolve("output"))
                .model(ModelSize.FULL)
                .workers(cores)
                .segmentSeconds(4));
    }

    @Test
    void annotatedVideo_hasTheInputsFramesAtTheInputsTimes() {
        AcceptanceList.assertFramesAndTimes(INPUT, annotated());
        assertThat(FfmpegProbe.framePts(annotated())).hasSize(FRAMES);
    }

    @Test
    void annotatedVideo_hasTheInputsSoundBitForBit() {
        AcceptanceList.assertSound(INPUT, annotated());
    }

    @Test
    void annotatedVideo_playsInBrowsers() throws IOException {
        assertThat(FfmpegProbe.stream(annotated(), "v:0", "codec_name")).isEqualTo("h264");
        assertThat(FfmpegProbe.stream(annotated(), "v:0", "codec_tag_string")).isEqualTo("avc1");
        assertThat(FfmpegProbe.stream(annotated(), "v:0", "pix_fmt")).isEqualTo("yuv420p");
        String bytes = new String(Files.readAllBytes(annotated()), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(bytes.indexOf("moov")).isPositive().isLessThan(bytes.indexOf("mdat"));
    }

    @Test
    void segments_areMoreThanOneAndTogetherTheWholeVideo() throws IOException {
        List<String> segments = ran.segments();
        Path segmentsFolder = ran.output().resolve("segments").resolve(videoId());
        long frames = segments.stream()
                .mapToLong(name -> FfmpegProbe.framePts(segmentsFolder.resolve(name)).length)
                .sum();

        assertThat(segments).hasSizeGreaterThan(1).startsWith("00000.mp4", "00001.mp4");
        assertThat(frames).isEqualTo(FRAMES);
    }

    @Test
    void metrics_inPyarrow_haveARowForEachFrame() {
        assertThat(AcceptanceList.assertRowForEachFrame(
                        INPUT, Tables.pyarrow(ran.output().resolve("metrics")).path("rows")))
                .isEqualTo(FRAMES);
    }

    @Test
    void metrics_inPyarrow_haveTheColumnsOfTheManual() {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("video_id", "string");
        expected.put("video", "string");
        expected.put("frame", "int64");
        expected.put("pts_us", "int64");
        expected.put("time_s", "double");
        expected.put("person", "int32");
        expected.put("quality", "string");
        for (String number : List.of(
                "shoulder_width_px",
                "hip_width_px",
                "shoulder_width_world_m",
                "hip_width_world_m",
                "velocity_x_px_s",
                "velocity_y_px_s",
                "speed_px_s")) {
            expected.put(number, "double");
        }
        expected.put("landmarks", LANDMARKS);
        expected.put("world_landmarks", WORLD_LANDMARKS);
        expected.put("landmarks_filtered", LANDMARKS);
        expected.put("world_landmarks_filtered", WORLD_LANDMARKS);
        JsonNode table = Tables.pyarrow(ran.metrics());

        assertThat(entries(table.path("columns"))).containsExactlyEntriesOf(expected);
        assertThat(table.path("required").toString())
                .isEqualTo("[\"video_id\",\"video\",\"frame\",\"pts_us\",\"time_s\",\"quality\"]");
    }

    @Test
    void metrics_haveRowsThatAgreeWithTheirLandmarks() {
        int measured = 0;
        int changed = 0;
        for (JsonNode row : Tables.pyarrow(ran.metrics()).path("rows")) {
            assertThat(row.path("video").asText()).isEqualTo("demo.mp4");
            assertThat(row.path("video_id").asText()).isEqualTo(videoId());
            boolean found = !row.path("person").isNull();
            assertThat(row.path("quality").asText()).isEqualTo(found ? "measured" : "none");
            assertThat(row.path("landmarks").isNull()).isEqualTo(!found);
            assertThat(row.path("landmarks_filtered").isNull()).isEqualTo(!found);
            if (found) {
                measured++;
                checkShoulders(row);
                boolean same = row.path("landmarks").equals(row.path("landmarks_filtered"))
                        || row.path("world_landmarks").equals(row.path("world_landmarks_filtered"));
                changed += same ? 0 : 1;
            }
        }
        assertThat(measured).isGreaterThan(FRAMES * 9 / 10);
        assertThat(changed).as("those in sight for three frames or more").isGreaterThan(FRAMES * 8 / 10);
    }

    private static void checkShoulders(JsonNode row) {
        JsonNode landmarks = row.path("landmarks_filtered");
        assertThat(row.path("landmarks")).hasSize(33);
        assertThat(row.path("world_landmarks")).hasSize(33);
        assertThat(row.path("world_landmarks_filtered")).hasSize(33);
        assertThat(landmarks).hasSize(33);
        for (int i = 0; i < 33; i++) {
            JsonNode raw = row.path("landmarks").path(i);
            assertThat(landmarks.path(i).path("visibility")).isEqualTo(raw.path("visibility"));
            assertThat(landmarks.path(i).path("presence")).isEqualTo(raw.path("presence"));
        }
        JsonNode left = landmarks.path(11);
        JsonNode right = landmarks.path(12);
        double x = (left.path("x").asDouble() - right.path("x").asDouble()) * 1768;
        double y = (left.path("y").asDouble() - right.path("y").asDouble()) * 994;
        assertThat(row.path("shoulder_width_px").asDouble())
                .isCloseTo(Math.hypot(x, y), org.assertj.core.api.Assertions.within(0.01));
    }

    @Test
    void metrics_sayWhatTheirColumnsMean() throws IOException {
        JsonNode table = Tables.pyarrow(ran.metrics());
        JsonNode meanings = new ObjectMapper()
                .readTree(table.path("metadata").path("muybridge.columns").asText());

        assertThat(entries(meanings).keySet())
                .containsExactlyElementsOf(entries(table.path("columns")).keySet());
        assertThat(meanings)
                .allSatisfy(about -> assertThat(about.path("meaning").asText()).isNotBlank());
        assertThat(meanings.path("pts_us").path("unit").asText()).isEqualTo("us");
        assertThat(meanings.path("speed_px_s").path("unit").asText()).isEqualTo("px/s");
        assertThat(meanings.path("quality").has("unit")).isFalse();
        assertThat(table.path("metadata").path("muybridge.filter").asText())
                .isEqualTo("{\"name\":\"gauss\",\"sigma_s\":0.025}");
    }

    @Test
    void metrics_inDuckDb_areTheSame() {
        JsonNode table = Tables.duckdb(ran.metrics());

        assertThat(table.path("rows").asInt()).isEqualTo(FRAMES);
        assertThat(entries(table.path("columns")))
                .containsEntry("frame", "BIGINT")
                .containsEntry("person", "INTEGER")
                .containsEntry("velocity_x_px_s", "DOUBLE")
                .containsEntry("video", "VARCHAR")
                .containsEntry("landmarks", "STRUCT(x FLOAT, y FLOAT, z FLOAT, visibility FLOAT, presence FLOAT)[]");
    }

    @Test
    void tables_openAsTheReadmeSays(@TempDir Path here) throws Exception {
        Files.createSymbolicLink(here.resolve("results"), ran.output());
        String python = Installation.current().testPython().toString();
        String duckDb = "import duckdb, sys; print(duckdb.sql(sys.argv[2]))";
        Shell shell = new Shell(here).program("python3", python).program("duckdb", python + " -c '" + duckDb + "'");

        String printed = shell.run(Page.of("README.md").commandsWith("duckdb"));

        assertThat(printed).contains("velocity_x_px_s: double", "│ demo.mp4 │ done    │ NULL    │    " + FRAMES + " │");
        assertThat(shell.run(Page.of("job/docs/columns.md").commandsWith("duckdb")))
                .contains("│ demo.mp4 │      0 │");
    }

    @Test
    void videosRow_saysWhatTheVideoIs() {
        JsonNode table = Tables.pyarrow(ran.output().resolve("videos"));
        JsonNode row = table.path("rows").path(0);

        assertThat(table.path("rows")).hasSize(1);
        assertThat(entries(table.path("columns")).keySet())
                .containsExactly(
                        "video_id",
                        "video",
                        "state",
                        "reason",
                        "detail",
                        "frames",
                        "frames_with_pose",
                        "frames_unreadable",
                        "people",
                        "width",
                        "height",
                        "duration_us",
                        "offset_us",
                        "codec",
                        "rotation",
                        "fingerprint",
                        "poses_key",
                        "rows_key",
                        "pictures_key",
                        "options",
                        "versions",
                        "segments",
                        "segments_reused",
                        "seconds_spent");
        assertThat(row.path("state").asText()).isEqualTo(VideoRow.DONE);
        assertThat(row.path("reason").isNull()).isTrue();
        assertThat(row.path("frames").asInt()).isEqualTo(FRAMES);
        assertThat(row.path("width").asInt()).isEqualTo(1768);
        assertThat(row.path("height").asInt()).isEqualTo(994);
        assertThat(row.path("codec").asText()).isEqualTo("vp9");
        assertThat(row.path("rotation").asInt()).isZero();
        assertThat(row.path("duration_us").asLong()).isBetween(7_660_000L, 7_670_000L);
        assertThat(row.path("frames_with_pose").asInt()).isBetween(FRAMES * 9 / 10, FRAMES);
        assertThat(row.path("options").asText()).contains("model=full").contains("segment-seconds=4.0");
        assertThat(row.path("people").asInt()).isEqualTo(2);
        assertThat(row.path("frames_unreadable").asInt()).isZero();
        assertThat(row.path("segments").asInt()).isEqualTo(2);
        assertThat(row.path("segments_reused").asInt()).isZero();
        assertThat(row.path("seconds_spent").asDouble()).isPositive();
    }

    @Test
    void output_holdsNothingElse() throws IOException {
        assertThat(Runs.visible(ran.output()))
                .allMatch(file -> file.equals("annotated/demo.mp4")
                        || file.startsWith("segments/" + videoId() + "/")
                        || file.equals("poses/" + videoId() + ".poses")
                        || file.equals("metrics/" + videoId() + ".parquet")
                        || file.equals("videos/" + videoId() + ".parquet"));
        assertThat(Runs.files(ran.output().resolve(".staging"))).isEmpty();
    }

    private static Path annotated() {
        return ran.output().resolve("annotated/demo.mp4");
    }

    private static String videoId() {
        return ran.report().done().get(0).videoId();
    }

    private static Map<String, String> entries(JsonNode object) {
        Map<String, String> entries = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> entries.put(entry.getKey(), entry.getValue().asText()));
        return entries;
    }
}
