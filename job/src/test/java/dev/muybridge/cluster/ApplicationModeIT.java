package dev.muybridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.whole.Asked;
import dev.muybridge.whole.Runs;
import dev.muybridge.whole.SmallVideos;
import dev.muybridge.whole.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a JobManager: it ends as Flink expects it to, and its report says how the run went. */
@Tag("all")
final class ApplicationModeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private OwnNetwork network;
    private StandaloneApplication flink;

    @BeforeEach
    void open() throws IOException {
        network = OwnNetwork.open();
        flink = StandaloneApplication.in(network, folder.resolve("flink"));
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        network.close();
    }

    @Test
    void goodAndBadVideo_isSuccessForFlinkAndTheReportHasTheRest_andTheSameAgainDoesNothing() throws Exception {
        Path input = Files.createDirectory(folder.resolve("in put"));
        Files.copy(SmallVideos.step(), input.resolve("step.mp4"));
        Files.writeString(input.resolve("text.mp4"), "no video\n".repeat(100));
        Asked asked = Asked.of(input, folder.resolve("out put"));
        Process taskManager = flink.taskManager();
        Process jobManager = flink.jobManager(asked, "nightly-1");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        !jobManager.isAlive() || Files.exists(asked.output().resolve(".staging/checkpoints")));
        assertThat(libraries(jobManager)).isNotEmpty().noneMatch(line -> line.contains("core_worker"));

        assertThat(exit(jobManager)).isZero();

        JsonNode report = report(asked, "nightly-1");
        assertThat(report.path("state").asText()).isEqualTo("some failed");
        assertThat(report.path("exit_code").asInt()).isEqualTo(3);
        assertThat(report.path("failures").findValuesAsText("reason")).containsExactly("not_a_video");
        checkRows(asked);
        end(taskManager);

        byte[] before = Files.readAllBytes(asked.output().resolve("runs/nightly-1.json"));
        // No TaskManager is there that could do anything.
        assertThat(exit(flink.jobManager(asked, "nightly-1"))).isZero();
        assertThat(asked.output().resolve("runs/nightly-1.json")).hasBinaryContent(before);

        flink.taskManager();
        assertThat(exit(flink.jobManager(Asked.of(input.resolve("step.mp4"), asked.output()), "nightly-2")))
                .isZero();
        assertThat(report(asked, "nightly-2").path("done_before").asInt()).isEqualTo(1);
    }

    @Test
    void taskManagerThatIsKilled_andAJobManagerThatIsEnded_changeNothing() throws Exception {
        Asked asked = Asked.of(SmallVideos.walk(), folder.resolve("out")).segmentSeconds(1);
        Process killed = flink.taskManager();
        Process first = flink.jobManager(asked, "one");
        awaitStaged(asked, first, 2);
        killed.destroyForcibly();
        Process other = flink.taskManager();
        awaitStaged(asked, first, 4);

        end(first);
        end(other);

        assertThat(asked.output().resolve("runs")).doesNotExist();
        flink.taskManager();
        assertThat(exit(flink.jobManager(asked, "one"))).isZero();
        assertThat(report(asked, "one").path("state").asText()).isEqualTo("done");
        checkRows(asked);
    }

    @Test
    void cancelledJob_isNeverDone() throws Exception {
        Asked asked = Asked.of(SmallVideos.walk(), folder.resolve("out")).segmentSeconds(1);
        flink.taskManager();
        Process jobManager = flink.jobManager(asked, "one");
        awaitStaged(asked, jobManager, 2);

        flink.cancel();
        exit(jobManager);

        assertThat(report(asked, "one").path("state").asText()).isEqualTo("cancelled");
        assertThat(report(asked, "one").path("exit_code").asInt()).isEqualTo(130);
        assertThat(Runs.visible(asked.output())).isEmpty();
    }

    @Test
    void inputThatIsNotThere_failsAndSaysSo() throws Exception {
        Asked asked = Asked.of(folder.resolve("*.mp4"), folder.resolve("out"));

        assertThat(exit(flink.jobManager(asked, "one"))).isNotZero();

        assertThat(report(asked, "one").path("state").asText()).isEqualTo("job failed");
        assertThat(report(asked, "one").path("exit_code").asInt()).isEqualTo(2);
        assertThat(report(asked, "one").path("message").asText())
                .isEqualTo("no such input: nothing matches " + asked.input());
    }

    private static void awaitStaged(Asked asked, Process jobManager, int segments) {
        Awaitility.await().atMost(PATIENCE).until(() -> !jobManager.isAlive() || staged(asked) >= segments);
    }

    private static long staged(Asked asked) throws IOException {
        Path staging = asked.output().resolve(".staging");
        return Files.exists(staging)
                ? Runs.files(staging).stream()
                        .filter(file -> file.endsWith(".poses") && !file.contains(".writing-"))
                        .count()
                : 0;
    }

    private int exit(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("no end: " + Files.readString(folder.resolve("flink/jobmanager.log")));
        }
        return process.exitValue();
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    private static List<String> libraries(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "maps")).stream()
                .filter(line -> line.contains(".so"))
                .toList();
    }

    private static JsonNode report(Asked asked, String run) throws IOException {
        return new ObjectMapper()
                .readTree(asked.output().resolve("runs").resolve(run + ".json").toFile());
    }

    private void checkRows(Asked asked) throws Exception {
        Runs.Ran ran = Runs.run(asked.into(folder.resolve("local")));
        assertThat(Tables.content(asked.output().resolve("metrics")))
                .isEqualTo(Tables.content(ran.output().resolve("metrics")));
    }
}
