package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.ExitCode;
import dev.muybridge.install.Installation;
import dev.muybridge.testing.FfmpegProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** What has to hold wherever a run takes place, and whatever its videos and results are on. */
public final class AcceptanceList {
    private static final Path DEMO = Installation.current().sample("demo.mp4");

    private AcceptanceList() {}

    /** A way to run the command, and the storage that it is run on. */
    public interface Place {
        /** Makes a folder of this machine one that runs can read; returns what they are told. */
        String give(Path folder) throws IOException, InterruptedException;

        /** What runs are told of an OUTPUT of that name. */
        String output(String name);

        /** That OUTPUT as a folder of this machine. */
        Path see(String name) throws IOException, InterruptedException;

        /** Runs the command to its end. */
        Ended run(List<String> arguments) throws IOException, InterruptedException;
    }

    /** How a command ended, and what it printed. */
    public record Ended(int code, String text) {}

    /**
     * Goes through the list.
     *
     * @param scratch an empty folder
     */
    public static void check(Place place, Path scratch) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(scratch.resolve("acceptance"));
        Files.copy(DEMO, folder.resolve("demo.mp4"));
        byte[] good = Files.readAllBytes(SmallVideos.step());
        Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(good, good.length * 2 / 3));
        Files.createFile(folder.resolve("empty.mp4"));
        Files.writeString(folder.resolve("text.mp4"), "no video\n".repeat(100));
        String input = place.give(folder);

        run(place, "mixed", ExitCode.VIDEOS_FAILED, "--input", input);
        checkOutput(place.see("done"));
        run(place, "again", ExitCode.OK, "--input", input + "/demo.mp4");
        Path output = place.see("done");
        assertThat(report(output, "again").path("done_before").asInt()).isEqualTo(1);
        checkOutput(output);
        run(place, "absent", ExitCode.USAGE, "--input", input + "/absent.mp4");
        run(place, "limit", ExitCode.JOB_FAILED, "--input", input + "/text.mp4", "--overwrite", "--max-failures", "0");
    }

    private static void run(Place place, String name, int code, String... more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--output", place.output("done"), "--run-name", name));
        arguments.addAll(List.of("--model", "lite", "--preset", "ultrafast", "--segment-seconds", "4"));
        Ended ended = place.run(arguments);
        assertThat(ended.code()).as(name + ": " + ended.text()).isEqualTo(code);
        if (code != ExitCode.USAGE) {
            JsonNode report = report(place.see("done"), name);
            assertThat(report.path("exit_code").asInt()).as(report.toString()).isEqualTo(code);
        }
    }

    private static JsonNode report(Path output, String run) throws IOException {
        return new ObjectMapper()
                .readTree(output.resolve("runs").resolve(run + ".json").toFile());
    }

    private static void checkOutput(Path output) throws IOException {
        Map<String, String> states = new TreeMap<>();
        for (JsonNode row : Tables.pyarrow(output.resolve("videos")).path("rows")) {
            String state = row.path("state").asText();
            states.put(
                    row.path("video").asText(),
                    state.equals("failed") ? row.path("reason").asText() : state);
        }
        assertThat(states)
                .isEqualTo(Map.of(
                        "demo.mp4",
                        "done",
                        "cut.mp4",
                        "truncated",
                        "empty.mp4",
                        "empty_file",
                        "text.mp4",
                        "not_a_video"));
        assertThat(Runs.files(output.resolve("annotated"))).containsExactly("demo.mp4");
        Path annotated = output.resolve("annotated/demo.mp4");
        assertFramesAndTimes(DEMO, annotated);
        assertSound(DEMO, annotated);
        assertRowForEachFrame(DEMO, Tables.pyarrow(output.resolve("metrics")).path("rows"));
        assertThat(Runs.visible(output)).noneMatch(file -> file.startsWith(".") || file.contains("/."));
        Path staging = output.resolve(".staging");
        if (Files.exists(staging)) {
            assertThat(Runs.files(staging))
                    .filteredOn(file -> !file.equals("lock"))
                    .isEmpty();
        }
    }

    /** The annotated video has the input's frames, at the input's times. */
    public static void assertFramesAndTimes(Path input, Path annotated) {
        assertThat(FfmpegProbe.packetSeconds(annotated))
                .isEqualTo(FfmpegProbe.packetSeconds(input))
                .isNotEmpty();
    }

    /** The annotated video has the input's sound, bit for bit. */
    public static void assertSound(Path input, Path annotated) {
        List<String> sound = FfmpegProbe.soundHashes(input);
        assertThat(FfmpegProbe.soundHashes(annotated)).isEqualTo(sound).isNotEmpty();
        assertThat(FfmpegProbe.soundTimes(annotated)).isEqualTo(FfmpegProbe.soundTimes(input));
    }

    /** There is one row for each frame of one person's video, in order, at its time; returns how many there are. */
    public static int assertRowForEachFrame(Path input, JsonNode rows) {
        List<Long> frames = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        rows.forEach(row -> {
            frames.add(row.path("frame").asLong());
            times.add(row.path("pts_us").asLong());
        });
        double[] seconds = FfmpegProbe.packetSeconds(input);
        assertThat(frames).isEqualTo(LongStream.range(0, seconds.length).boxed().toList());
        assertThat(times)
                .isEqualTo(Arrays.stream(seconds)
                        .mapToObj(each -> Math.round(each * 1e6))
                        .toList());
        return frames.size();
    }
}
