package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.whole.Runs;
import dev.muybridge.whole.SmallVideos;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} as a process of its own: what it prints, and what its exit code says. */
final class CommandLineIT {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration END_AFTER_SIGNAL = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void goodAndBadVideo_isThreeAndATerminalWithoutLogs() throws Exception {
        Path input = Files.createDirectory(folder.resolve("in put"));
        Files.copy(SmallVideos.step(), input.resolve("step.mp4"));
        Files.writeString(input.resolve("text.mp4"), "no video\n".repeat(100));

        Commands.Ended ended =
                Commands.run("--input", input.toString(), "--output", output().toString(), "--model", "lite");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().get(0)).isEqualTo("2 videos to do");
        assertThat(ended.out()).contains("done    step.mp4 (45 frames)");
        assertThat(ended.out()).anyMatch(line -> line.startsWith("failed  text.mp4: not_a_video: "));
        assertThat(ended.out())
                .anyMatch(line -> line.matches("1 done, 1 failed, 0 done before; 45 frames in .* frames/s\\)"));
        assertThat(ended.out()).endsWith("results: " + output());
        assertThat(ended.out())
                .allMatch(
                        line -> line.matches(
                                "(\\d videos to do|done  .*|failed  .*|\\d done, .*|videos: .*|failed: .*|query: .*|results: .*)"));
        assertThat(Runs.files(output().resolve("logs")))
                .filteredOn(file -> file.endsWith(".log") && !file.contains("/"))
                .hasSize(2);
        checkLog(Files.readAllLines(onlyLog("run-")));
        assertThat(onlyLog("libraries-")).content().contains(" INFO ", "flink");
        assertThat(Runs.files(output().resolve("logs")))
                .anyMatch(file -> file.matches("ray-.*/muybridge-worker-\\d+\\.log"));
        assertThat(Runs.files(folder)).noneMatch(file -> file.contains("%20"));

        Commands.Ended again = Commands.run(
                "--input", input.resolve("step.mp4").toString(), "--output", output().toString(), "--model", "lite");
        assertThat(again.code()).isZero();
        assertThat(again.out().get(0)).isEqualTo("0 videos to do, 1 done before");
    }

    /** It says what was asked for and what came of it, and where things are that are still there. */
    private void checkLog(List<String> log) {
        assertThat(log.get(0)).contains(" - muybridge ", ", Java ", ", Flink ", ", Ray ");
        assertThat(log.get(1)).contains(" - command: muybridge run --input ", "--model lite");
        assertThat(log.get(2)).contains(" - options in effect: ", "--ray (not given)");
        assertThat(log).anyMatch(line -> line.endsWith(" - done    step.mp4 (45 frames)"));
        assertThat(log).anyMatch(line -> line.contains(" - workers took "));
        assertThat(log).hasSizeLessThan(40);
        assertThat(log.stream().filter(line -> !line.contains("text.mp4")))
                .noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"));
        List<Path> paths = log.stream()
                .filter(line -> !line.contains(" - command: ") && !line.contains(" - query: "))
                .flatMap(line -> Pattern.compile("(?<![\\w.:/])/[^,;:')\\]]+")
                        .matcher(line.replaceAll(" when the run ends$", ""))
                        .results())
                .map(match -> Path.of(match.group().strip()))
                .toList();
        assertThat(paths).isNotEmpty().allSatisfy(path -> assertThat(path).exists());
    }

    private Path onlyLog(String prefix) throws IOException {
        return Runs.files(output().resolve("logs")).stream()
                .filter(file -> file.startsWith(prefix))
                .map(file -> output().resolve("logs").resolve(file))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void uiPort_isSaidOnce_andOneInUseIsOneLine() throws Exception {
        // A job that ends at once has pages too.
        String video = Files.writeString(folder.resolve("text.mp4"), "no video\n".repeat(100))
                .toString();
        Commands.Ended ended = Commands.run(
                "--input", video, "--output", output().toString(), "--model", "lite", "--ray", "off", "--ui-port", "0");
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.all())
                .filteredOn(line -> line.matches(
                        "Flink's web pages, for you alone: http://127\\.0\\.0\\.1:[1-9]\\d+/\\?secret=[0-9a-f]{32}"))
                .hasSize(1);
        for (String log : Runs.files(output().resolve("logs"))) {
            assertThat(output().resolve("logs").resolve(log))
                    .as("others may be able to read it")
                    .content(StandardCharsets.UTF_8)
                    .doesNotContain("secret=");
        }

        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            String port = Integer.toString(taken.getLocalPort());
            Commands.Ended refused = Commands.run(
                    "--input",
                    video,
                    "--output",
                    output().toString(),
                    "--overwrite",
                    "--ray",
                    "off",
                    "--ui-port",
                    port);

            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.all())
                    .last()
                    .isEqualTo("muybridge: cannot listen on --ui-port " + port
                            + ": it is in use or not allowed; choose another port, or 0 for any free one");
            assertThat(refused.all()).noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "));
        }
    }

    @Test
    void emptyFolder_isZeroInOneLine() throws Exception {
        Commands.Ended ended = Commands.run(
                "--input", Files.createDirectory(folder.resolve("in")).toString(), "--output", output().toString());

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).containsExactly("no videos found; nothing to do");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void noSuchInput_isTwoAndSaysSo() throws Exception {
        Commands.Ended ended =
                Commands.run("--input", folder.resolve("absent").toString(), "--output", output().toString());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.all())
                .containsExactly(
                        "muybridge: no such input: " + folder.resolve("absent"),
                        "'./muybridge run --help' lists the options");
        assertThat(output()).as("nothing is made where nothing is begun").doesNotExist();
    }

    @Test
    void twoInputsOfOneName_isTwoInOneLine() throws Exception {
        Path input = Files.createDirectory(folder.resolve("in"));
        Files.createFile(input.resolve("a.mov"));
        Files.createFile(input.resolve("a.mov.mp4"));

        Commands.Ended ended = Commands.run("--input", input.toString(), "--output", output().toString());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.all())
                .containsExactly("muybridge: two inputs would both become a.mov.mp4: " + input + "/a.mov and " + input
                        + "/a.mov.mp4; rename one, or give its folder a name of its own with --input NAME=PATH");
    }

    @Test
    void fileOfOthersWhereTheResultGoes_isTwoInOneLineAndTheFileStays() throws Exception {
        Path theirs = Files.createDirectories(output().resolve("annotated")).resolve("step.mp4");
        Files.writeString(theirs, "hours of work");
        Files.createDirectories(output().resolve("runs"));
        Files.writeString(output().resolve("runs/notes.json"), "{}");

        Commands.Ended ended = Commands.run(
                "--input", SmallVideos.step().toString(), "--output", output().toString(), "--run-name", "notes");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.all())
                .containsExactly("muybridge: no run has written " + theirs
                        + ", and the result for step.mp4 would replace it; move it, or choose another --output");
        assertThat(theirs).hasContent("hours of work");
        assertThat(output().resolve("runs/notes.json")).hasContent("{}");
        assertThat(output().resolve(".owner")).doesNotExist();
    }

    @Test
    void wrongUsage_isTwoAndSaysSo() throws Exception {
        Commands.Ended ended =
                Commands.run("--input", folder.toString(), "--workers", "0", "--output", output().toString());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.all())
                .containsExactly(
                        "muybridge: --workers must be 1 or more, was 0", "'./muybridge run --help' lists the options");
        assertThat(output()).as("nothing is made where nothing is begun").doesNotExist();
    }

    @Test
    void terminate_is143InTimeWithNothingVisible_andOnlyOneRunAtATime() throws Exception {
        Commands.Started started = startWalk("embedded");
        Commands.Ended second = Commands.run("--input", SmallVideos.walk().toString(), "--output", output().toString());
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.all())
                .singleElement()
                .asString()
                .matches("muybridge: run \\S+ \\(process " + started.process().pid() + " on \\S+\\) is writing to "
                        + Pattern.quote(output().toString()) + "; wait for it, or choose another --output");

        Commands.Ended ended = signal(started, "TERM");

        assertThat(ended.code()).isEqualTo(143);
        checkStopped(ended);
    }

    @Test
    @Tag("all")
    void interrupt_is130InTimeWithNothingVisible() throws Exception {
        Commands.Ended ended = signal(startWalk("off"), "INT");

        assertThat(ended.code()).isEqualTo(130);
        checkStopped(ended);
    }

    private void checkStopped(Commands.Ended ended) throws IOException {
        assertThat(ended.all()).contains("stopping; run the same command again to continue");
        assertThat(ended.all()).noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "));
        assertThat(Runs.visible(output())).isEmpty();
        assertThat(Runs.report(output()).path("state").asText()).isEqualTo("cancelled");
        assertThat(Runs.report(output()).path("exit_code").asInt()).isEqualTo(130);
    }

    private Commands.Started startWalk(String ray) throws IOException {
        Commands.Started started = Commands.start(
                "--input",
                SmallVideos.walk().toString(),
                "--output",
                output().toString(),
                "--model",
                "lite",
                "--segment-seconds",
                "1",
                "--workers",
                "1",
                "--ray",
                ray);
        Awaitility.await()
                .atMost(START)
                .until(() -> !started.process().isAlive()
                        || Runs.files(output().resolve(".staging")).stream().anyMatch(file -> file.endsWith(".poses")));
        return started;
    }

    private static Commands.Ended signal(Commands.Started started, String name)
            throws IOException, InterruptedException {
        started.signal(name);
        return started.await(END_AFTER_SIGNAL);
    }

    private Path output() {
        return folder.resolve("out put");
    }
}
