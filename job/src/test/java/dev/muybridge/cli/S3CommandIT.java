package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.S3Server;
import dev.muybridge.install.Installation;
import dev.muybridge.whole.Runs;
import dev.muybridge.whole.SmallVideos;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with S3: where its settings and credentials come from, and where the credentials do not go. */
final class S3CommandIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

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

    private void assertNoSecret(Path where) throws IOException {
        List<String> files = Runs.files(where);
        assertThat(files).isNotEmpty();
        for (String file : files) {
            String text = Files.readString(where.resolve(file), StandardCharsets.ISO_8859_1);
            assertThat(text.contains(server.secret())).as(file).isFalse();
        }
    }
}
