package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.S3Server;
import dev.muybridge.ray.RayProcesses;
import dev.muybridge.whole.Runs;
import dev.muybridge.whole.SmallVideos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left among the machine's temporary files of a run that was killed. */
@Tag("all")
final class LeftoversIT {
    private static final Duration LONG = Duration.ofMinutes(4);

    @TempDir
    Path folder;

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static boolean isFlinks(String name) {
        return name.startsWith("flink-") || name.startsWith("minicluster_");
    }

    @Test
    void killedRun_leavesOneFolder_whichTheNextRunRemoves() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        String[] arguments = Commands.oneThread(SmallVideos.step(), folder.resolve("out"));
        List<String> options = List.of("-Djava.io.tmpdir=" + temporary);
        Commands.Started killed = startUntilItWorks(options, arguments, temporary);
        killed.signal("KILL");
        killed.await(LONG);
        assertThat(names(temporary)).noneMatch(LeftoversIT::isFlinks).anyMatch(LeftoversIT::isRuns);

        assertThat(Commands.start(options, arguments).await(LONG).code()).isZero();
        assertThat(names(temporary)).noneMatch(LeftoversIT::isFlinks).noneMatch(LeftoversIT::isRuns);

        // Also one that has nothing to do, and makes no such folder itself.
        Files.createFile(Files.createTempDirectory(temporary, "muybridge-run-").resolve("owner"));
        assertThat(Commands.start(options, arguments).await(LONG).code()).isZero();
        assertThat(names(temporary)).noneMatch(LeftoversIT::isRuns);
    }

    @Test
    void runThatLosesItsRaylet_leavesNothingOfWhatItSent() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        try (S3Server server = S3Server.start(Files.createDirectory(folder.resolve("server")))) {
            Commands.Started run = Commands.start(
                    server.environment(),
                    List.of("-Djava.io.tmpdir=" + temporary, "-Dmuybridge.storage=" + server.settings()),
                    ("--input " + SmallVideos.walk() + " --output " + S3Server.uri("out")
                                    + " --model lite --preset ultrafast --workers 1 --segment-seconds 1")
                            .split(" ", -1));
            RayProcesses ray = new RayProcesses(run.process().toHandle());
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> !run.process().isAlive()
                            || Runs.files(server.bucket()).stream().anyMatch(file -> file.endsWith(".poses")));
            assertThat(names(temporary)).anyMatch(LeftoversIT::isRuns);

            RayProcesses.signal(ray.named("raylet/raylet").get(0), "KILL");

            Commands.Ended ended = run.await(LONG);
            assertThat(ended.code()).as(String.join("\n", ended.all())).isEqualTo(1);
            assertThat(names(temporary)).noneMatch(LeftoversIT::isRuns);
        }
    }

    @Test
    void stoppedRun_leavesNone() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path output = folder.resolve("out");
        Commands.Started stopped = Commands.start(
                List.of("-Djava.io.tmpdir=" + temporary), Commands.oneThread(SmallVideos.step(), output));
        Awaitility.await()
                .atMost(LONG)
                .until(() -> !stopped.process().isAlive()
                        || Runs.files(output.resolve(".staging")).stream().anyMatch(file -> file.endsWith(".poses")));
        stopped.signal("TERM");
        assertThat(stopped.await(LONG).code()).isEqualTo(143);
        assertThat(names(temporary)).noneMatch(LeftoversIT::isFlinks).noneMatch(LeftoversIT::isRuns);
    }

    private static Commands.Started startUntilItWorks(List<String> options, String[] arguments, Path temporary)
            throws IOException {
        Commands.Started started = Commands.start(options, arguments);
        Awaitility.await().atMost(LONG).until(() -> !started.process().isAlive() || works(temporary));
        return started;
    }

    private static boolean isRuns(String name) {
        return name.startsWith("muybridge-run-");
    }

    /** Whether Flink is up, wherever its files are. */
    private static boolean works(Path temporary) throws IOException {
        try (Stream<Path> files = Files.walk(temporary, 2)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("flink-io-"));
        }
    }
}
