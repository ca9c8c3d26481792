package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.install.Installation;
import dev.muybridge.ray.RayHead;
import dev.muybridge.ray.RayProcesses;
import dev.muybridge.ray.bridge.RayAddress;
import dev.muybridge.whole.Runs;
import dev.muybridge.whole.SmallVideos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} with its workers in Ray: the same results as without, whatever ends on the way. */
final class RayRunIT {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final Duration LOST_HEAD = Duration.ofMinutes(2);
    private static final Duration CLEAN_UP = Duration.ofSeconds(10);

    @TempDir
    static Path folder;

    private static Path inputs;

    @BeforeAll
    static void copyVideos() throws Exception {
        inputs = Files.createDirectory(folder.resolve("in"));
        Files.copy(SmallVideos.walk(), inputs.resolve("one.mp4"));
        for (String name : List.of("twö", "th ree", "four")) {
            Files.copy(SmallVideos.step(), inputs.resolve(name + ".mp4"));
        }
    }

    /** What a run without Ray publishes; made when it is first asked for, because not every test compares. */
    private static Path expected() throws Exception {
        Path expected = folder.resolve("expected");
        if (!Files.exists(expected)) {
            assertThat(Commands.run(arguments(expected, "--ray", "off")).code()).isZero();
        }
        return expected;
    }

    private static String[] arguments(Path output, String... more) {
        List<String> all = new ArrayList<>(List.of("--input", inputs.toString(), "--output", output.toString()));
        all.addAll(List.of("--model", "lite", "--preset", "ultrafast", "--segment-seconds", "1", "--workers", "2"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static RayProcesses awaitWork(Commands.Started started, Path output) {
        RayProcesses processes = new RayProcesses(started.process().toHandle());
        Awaitility.await().atMost(LONG).until(() -> !started.process().isAlive() || works(processes, output));
        assertThat(started.process().isAlive()).isTrue();
        return processes;
    }

    private static boolean works(RayProcesses processes, Path output) throws IOException {
        return !processes.workers().isEmpty()
                && Runs.files(output.resolve(".staging")).stream().anyMatch(file -> file.endsWith(".poses"));
    }

    /** Of the latest run. */
    private static String nativeLog(Path output) {
        try {
            String latest = Runs.files(output.resolve("logs")).stream()
                    .filter(file -> file.startsWith("libraries-"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            return Files.readString(output.resolve("logs").resolve(latest));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        Awaitility.await()
                .atMost(CLEAN_UP)
                .untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    @Tag("all")
    void rayThatEnds_isOneClearError_andTheNextRunFinishes() throws Exception {
        Path output = folder.resolve("lost");
        for (String end : List.of("KILL raylet/raylet", "KILL gcs_server", "STOP raylet/raylet")) {
            String part = end.substring(5);
            Commands.Started started = Commands.start(arguments(output, "--overwrite"));
            RayProcesses processes = awaitWork(started, output);
            List<ProcessHandle> all = processes.all();
            RayProcesses.signal(processes.named(part).get(0), end.substring(0, 4));

            Commands.Ended ended = started.await(LOST_HEAD);

            assertThat(ended.code()).as(String.join("\n", ended.all())).isEqualTo(1);
            assertThat(ended.err()).isEmpty();
            assertThat(ended.out())
                    .as(() -> ended.all() + "; what native code said last: " + nativeLog(output))
                    .last()
                    .asString()
                    .matches("muybridge: Ray.* (is gone|has ended).*");
            assertThat(ended.out())
                    .noneMatch(
                            line -> line.contains("Exception") || line.startsWith("failed ") || line.startsWith("#"));
            awaitEnd(all);
        }

        assertThat(Commands.run(arguments(output)).code()).isZero();
        Runs.assertSame(output, expected());
    }

    /** Its head answers nothing when the run comes, and is gone then. */
    @Test
    @Tag("all")
    void rayThatEndsWhileItIsConnectedTo_isOneClearError() throws Exception {
        try (RayHead head = RayHead.start(Installation.current(), 2, folder.resolve("stopped"))) {
            RayAddress address = head.address();
            RayProcesses processes = new RayProcesses(head.process());
            RayProcesses.signal(processes.named("gcs_server").get(0), "STOP");
            Commands.Started started = Commands.start(arguments(
                    folder.resolve("connecting"),
                    "--ray",
                    address.toString(),
                    "--ray-token",
                    String.valueOf(address.tokenFile())));
            Awaitility.await()
                    .atMost(LONG)
                    .during(Duration.ofSeconds(1))
                    .until(() -> !started.process().isAlive() || isConnecting(started.process()));
            RayProcesses.signal(processes.named("gcs_server").get(0), "KILL");

            Commands.Ended ended = started.await(LOST_HEAD);

            assertThat(ended.code()).as(String.join("\n", ended.all())).isEqualTo(1);
            assertThat(ended.out())
                    .last()
                    .isEqualTo("muybridge: Ray at " + address + " has ended while this process was connecting to it");
        }
    }

    /** Whether it has the thread that connects. */
    private static boolean isConnecting(Process process) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                if (Files.readString(thread.resolve("comm")).startsWith("ray-connect")) {
                    return true;
                }
            }
            return false;
        } catch (NoSuchFileException e) {
            return false; // a thread has just ended
        }
    }

    @Test
    void runThatIsKilled_leavesNoProcessAndNoFolder() throws Exception {
        Path output = folder.resolve("gone");
        Commands.Started started = Commands.start(arguments(output));
        List<ProcessHandle> all = awaitWork(started, output).all();
        assertThat(all).hasSizeGreaterThan(6);
        List<Path> folders = all.stream()
                .flatMap(process -> headFolders("muybridge-ray-" + process.pid() + "-"))
                .toList();
        assertThat(folders).hasSize(1);

        started.signal("KILL");

        awaitEnd(all);
        assertThat(folders.get(0)).doesNotExist();
    }

    private static Stream<Path> headFolders(String prefix) {
        try (Stream<Path> files = Files.list(Path.of("/tmp"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Tag("all")
    void clusterByAddress_isUsedWithItsTokenOnly_andKeepsNoActor() throws Exception {
        try (RayHead head = RayHead.start(Installation.current(), 2, folder.resolve("head"))) {
            RayAddress address = head.address();
            Path wrong = Files.writeString(folder.resolve("wrong"), "0".repeat(64));
            Path output = folder.resolve("cluster");

            Commands.Ended refused =
                    Commands.run(arguments(output, "--ray", address.toString(), "--ray-token", wrong.toString()));
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.out())
                    .last()
                    .isEqualTo("muybridge: what is listening at " + address
                            + " is not a Ray head, or it rejects the token in " + wrong);

            Commands.Ended ended = Commands.run(
                    arguments(output, "--ray", address.toString(), "--ray-token", String.valueOf(address.tokenFile())));
            assertThat(ended.code()).as(String.join("\n", ended.all())).isZero();
            Runs.assertSame(output, expected());
            RayProcesses processes = new RayProcesses(head.process());
            Awaitility.await()
                    .atMost(CLEAN_UP)
                    .untilAsserted(() -> assertThat(processes.workers()).isEmpty());
        }
    }
}
