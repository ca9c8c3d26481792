package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.S3Server;
import dev.muybridge.install.Installation;
import dev.muybridge.whole.FlinkRest;
import dev.muybridge.whole.Runs;
import dev.muybridge.whole.SmallVideos;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with S3: where its settings and credentials come from, and where the credentials do not go. */
final class S3CommandIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int VIDEOS = 8;

    @TempDir
    Path folder;

    private S3Server server;
    private Path home;

    @BeforeEach
    void start() throws Exception {
        server = S3Server.start(Files.createDirectory(folder.resolve("server")));
        home = Files.createDirectory(folder.resolve("home"));
        for (String part : List.of("mediapipe", "models", "plugins", "javacpp")) {
            Files.createSymbolicLink(
                    home.resolve(part), Installation.current().home().resolve(part));
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.close();
    }

    @Test
    void run_toS3_tellsNobodyTheSecret_andKeepsItsLogHere() throws Exception {
        Commands.Ended ended = Commands.start(
                        server.environment(),
                        List.of("-Dmuybridge.home=" + home, "-Dmuybridge.storage=" + server.settings()),
                        ("--input " + SmallVideos.step() + " --output " + S3Server.uri("out")
                                        + " --model lite --preset ultrafast --workers 1 --ray off")
                                .split(" "))
                .await(PATIENCE);

        assertThat(ended.code()).as(String.join("\n", ended.all())).isZero();
        assertThat(server.bucket().resolve("out/annotated/step.mp4")).exists();
        List<String> logs = Runs.files(home.resolve("logs"));
        assertThat(logs).hasSize(2);
        assertThat(ended.all()).noneMatch(line -> line.contains(server.secret()));
        assertNoSecret(home.resolve("logs"));
        assertNoSecret(server.bucket());
    }

    @Test
    void runUnderWay_showsNobodyTheSecret() throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        for (int i = 0; i < VIDEOS; i++) {
            Files.copy(SmallVideos.walk(), in.resolve(i + ".mp4"));
        }
        Commands.Started run = Commands.start(
                Map.of("AWS_EC2_METADATA_DISABLED", "true"),
                List.of("-Dmuybridge.home=" + home, "-Dmuybridge.storage=" + server.settingsWithCredentials()),
                ("--input " + in + " --output " + S3Server.uri("out")
                                + " --model lite --preset ultrafast --workers 1 --ray off --segment-seconds 1 --ui-port 0")
                        .split(" "));
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> !run.process().isAlive() || isStaged());
            FlinkRest pages = new FlinkRest(RunUnderWay.pages(run));
            String job = pages.json("jobs").at("/jobs/0/id").asText();

            for (String page :
                    List.of("jobmanager/config", "jobmanager/environment", "config", "jobs/" + job + "/config")) {
                assertThat(pages.get(page).body()).as(page).contains("{").doesNotContain(server.secret());
            }
            assertThat(commandLines())
                    .contains(folder.resolve("server").toString())
                    .doesNotContain(server.secret());
            assertNoSecret(server.bucket());
        } finally {
            run.signal("TERM");
        }
        assertThat(run.await(PATIENCE).code()).isEqualTo(143);
        assertNoSecret(home.resolve("logs"));
    }

    private boolean isStaged() throws IOException {
        return Runs.files(server.bucket()).stream().anyMatch(file -> file.endsWith(".poses"));
    }

    /** Of all processes, as every user sees them. */
    private static String commandLines() throws IOException {
        StringBuilder all = new StringBuilder();
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            all.append(content(Path.of("/proc", Long.toString(process.pid()), "cmdline")));
        }
        return all.toString();
    }

    /** Nothing, if it has gone. */
    private static String content(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            if (Files.exists(file)) {
                throw e;
            }
            return "";
        }
    }

    private void assertNoSecret(Path where) throws IOException {
        List<String> files = Runs.files(where);
        assertThat(files).isNotEmpty();
        for (String file : files) {
            assertThat(content(where.resolve(file)).contains(server.secret()))
                    .as(file)
                    .isFalse();
        }
    }
}
