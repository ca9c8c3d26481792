package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.RunException;
import dev.muybridge.testing.FfmpegProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One bad video costs one row. */
final class MixedFolderIT {
    /** Names that file systems allow and programs trip over. */
    private static final String ODD = "a b #1 100%\n ä:;'\" 😀?&=+[x].mp4";

    /** As long as file systems allow. */
    private static final String LONG = "ü".repeat(125) + "a.mp4";

    @TempDir
    Path folder;

    @Test
    void folderWithBadVideos_finishesTheGoodOnesAndSaysWhatIsWrongWithTheOthers()
            throws IOException, RunException, InterruptedException {
        Path input = Files.createDirectory(folder.resolve("in put 100% #ü"));
        byte[] good = Files.readAllBytes(SmallVideos.step());
        Files.write(input.resolve("good.mp4"), good);
        Files.write(input.resolve("cut.mp4"), Arrays.copyOf(good, good.length * 2 / 3));
        Files.createFile(input.resolve("empty.mp4"));
        Files.writeString(input.resolve("x.mp4"), "This is a text and no video, however it is called.\n".repeat(50));
        Path below = Files.createDirectory(input.resolve("be low"));
        Files.write(below.resolve(ODD), good);
        Files.write(input.resolve(LONG), good);

        Runs.Ran ran = Runs.run(Asked.of(input, folder.resolve("out put 100% #ü")));

        assertThat(reasons(ran))
                .isEqualTo(Map.of(
                        "good.mp4",
                        "done",
                        LONG,
                        "done",
                        "be low/" + ODD,
                        "done",
                        "cut.mp4",
                        "truncated",
                        "empty.mp4",
                        "empty_file",
                        "x.mp4",
                        "not_a_video"));
        assertThat(ran.report().done()).hasSize(3);
        assertThat(ran.report().failed()).hasSize(3).allSatisfy(row -> {
            assertThat(row.detail()).isNotBlank();
            assertThat(row.content()).isNull();
        });
        assertThat(Runs.files(ran.output().resolve("annotated")))
                .hasSize(3)
                .contains("good.mp4", "be low/" + ODD)
                .anyMatch(name -> name.matches("ü{90}~[0-9a-f]{16}\\.mp4"));
        assertThat(FfmpegProbe.packetSeconds(ran.output().resolve("annotated").resolve("good.mp4")))
                .hasSize(SmallVideos.STEP_FRAMES);
        assertThat(Runs.files(ran.output().resolve("metrics"))).hasSize(3);
        assertThat(Runs.files(ran.output().resolve(".staging"))).isEmpty();
        assertThat(Runs.files(folder)).noneMatch(file -> file.contains("%20"));
        assertThat(ran.output().resolve(".owner/settled"))
                .as("a journal of a run before this one no longer counts")
                .hasContent("1");
        checkReport(Runs.report(ran.output()));
    }

    private static void checkReport(JsonNode report) {
        assertThat(report.path("state").asText()).isEqualTo("some failed");
        assertThat(report.path("exit_code").asInt()).isEqualTo(3);
        assertThat(report.path("message").asText()).isEmpty();
        assertThat(report.path("done").asInt()).isEqualTo(3);
        assertThat(report.path("failed").asInt()).isEqualTo(3);
        assertThat(report.path("frames").asInt()).isEqualTo(3 * SmallVideos.STEP_FRAMES);
        assertThat(report.path("failures"))
                .extracting(failure -> failure.path("video").asText() + " "
                        + failure.path("reason").asText())
                .containsExactlyInAnyOrder("cut.mp4 truncated", "empty.mp4 empty_file", "x.mp4 not_a_video");
        assertThat(report.path("failures"))
                .allMatch(failure -> !failure.path("detail").asText().isEmpty());
    }

    private static Map<String, String> reasons(Runs.Ran ran) {
        Map<String, String> reasons = new TreeMap<>();
        for (JsonNode row : Tables.pyarrow(ran.output().resolve("videos")).path("rows")) {
            String state = row.path("state").asText();
            reasons.put(
                    row.path("video").asText(),
                    state.equals("failed") ? row.path("reason").asText() : state);
        }
        return reasons;
    }
}
