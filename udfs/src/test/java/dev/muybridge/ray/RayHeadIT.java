package dev.muybridge.ray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.install.Installation;
import dev.muybridge.ray.bridge.RayAddress;
import dev.muybridge.ray.bridge.RaySession;
import dev.muybridge.stage.WorkersLostException;
import dev.muybridge.testing.ListeningSocket;
import dev.muybridge.testing.Stranger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class RayHeadIT {
    private static final Duration SECONDS = Duration.ofSeconds(10);

    private static final int MOMENTS = 10;

    @TempDir
    Path folder;

    private RayHead start(String logs) throws IOException {
        return RayHead.start(Installation.current(), 1, folder.resolve(logs));
    }

    @Test
    void twoHeads_liveSideBySide_onLoopback_andLeaveNothing() throws Exception {
        Path token;
        Path other;
        List<ProcessHandle> processes;
        try (RayHead one = start("one");
                RayHead two = start("twö")) {
            RayAddress address = one.address();
            assertThat(two.address().port()).isNotEqualTo(address.port());
            assertThat(RaySession.listens(address)).isTrue();
            assertThat(RaySession.listens(two.address())).isTrue();
            token = Path.of(String.valueOf(address.tokenFile()));
            other = Path.of(String.valueOf(two.address().tokenFile()));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(token)).hasSizeGreaterThan(32);
            RayProcesses all = new RayProcesses(one.process());
            processes = all.all();
            assertThat(processes).hasSizeGreaterThan(3);
            assertThat(all.listening()).isNotEmpty().allMatch(ListeningSocket::isLoopback);

            one.close();
            assertThat(RaySession.listens(two.address())).isTrue();
        }
        awaitEnd(processes);
        assertThat(token.getParent()).doesNotExist();
        assertThat(other.getParent()).doesNotExist();
        assertThat(folder.resolve("twö").resolve("raylet.out")).isNotEmptyFile();
    }

    @Test
    void otherUser_getsIntoNoFolder() throws Exception {
        Stranger.assumePossible();
        try (RayHead head = start("logs")) {
            Path token = Path.of(String.valueOf(head.address().tokenFile()));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token.getParent())))
                    .isEqualTo("rwx------");
            assertThat(Stranger.start(head.process(), MOMENTS).assertShutOut()).isEqualTo(MOMENTS);
        }
    }

    /** Ray names its folder after a process, and the kernel's numbers have up to seven digits. */
    @Test
    void sockets_haveShortPaths_alsoInTheLongestPlace() throws Exception {
        try (RayHead head = start("logs")) {
            Path token = Path.of(String.valueOf(head.address().tokenFile()));
            int more = "/var".length()
                    + 2 * (7 - Long.toString(head.process().pid()).length());
            try (Stream<Path> files = Files.walk(token.resolveSibling("ray"))) {
                List<Path> sockets = files.filter(file -> file.toString().contains("/sockets/"))
                        .toList();
                assertThat(sockets)
                        .isNotEmpty()
                        .allMatch(socket -> socket.toString().length() + more <= 107);
            }
        }
    }

    @Test
    void head_hasNoPartThatNobodyUses() throws Exception {
        try (RayHead head = start("logs")) {
            head.address();
            RayProcesses all = new RayProcesses(head.process());
            assertThat(all.named("gcs_server")).hasSize(1);
            assertThat(all.named("/ray/dashboard/")).isEmpty();
            assertThat(all.named("/autoscaler/")).isEmpty();
        }
    }

    @Test
    void starterThatDies_takesItsHeadWithIt() throws Exception {
        Process starter = new ProcessBuilder("sleep", "1000").start();
        ProcessBuilder head = RayHead.command(Installation.current(), 1, 100_000_000, folder.resolve("logs"));
        List<Process> pipeline = ProcessBuilder.startPipeline(List.of(
                new ProcessBuilder("sh", "-c", "echo a token; exec tail --pid=" + starter.pid() + " -f /dev/null"),
                head.redirectError(ProcessBuilder.Redirect.DISCARD)));
        String ready = pipeline.get(1).inputReader().readLine();
        assertThat(ready).startsWith("ready 127.0.0.1:");
        List<ProcessHandle> processes = new RayProcesses(pipeline.get(1).toHandle()).all();

        starter.destroyForcibly();

        awaitEnd(processes);
        assertThat(Path.of(ready.substring(ready.lastIndexOf(" ") + 1)).getParent())
                .doesNotExist();
    }

    @Test
    @Tag("all")
    void watchThatIsKilled_takesTheHeadWithIt_andTheNextOneCleansUp() throws Exception {
        List<ProcessHandle> processes;
        Path left;
        try (RayHead head = start("logs")) {
            left = Path.of(String.valueOf(head.address().tokenFile())).getParent();
            processes = new RayProcesses(head.process()).all();
            RayProcesses.signal(head.process(), "KILL");
            awaitEnd(processes);
        }
        // Another test's head, in a process beside this one, may have removed that one already.
        Path ofTheSameNumber = Files.createTempDirectory(
                Path.of("/tmp"), "muybridge-ray-" + ProcessHandle.current().pid() + "-");
        try (RayHead next = start("logs")) {
            assertThat(next.address().port()).isPositive();
            assertThat(left).doesNotExist();
            assertThat(ofTheSameNumber).doesNotExist();
        }
    }

    @Test
    void removeLeft_takesWhatNobodyWatches_andLeavesWhatIsInUse() throws Exception {
        Path left = Files.createTempDirectory(
                Path.of("/tmp"), "muybridge-ray-" + ProcessHandle.current().pid() + "-");
        try (RayHead head = start("logs")) {
            Path used = Path.of(String.valueOf(head.address().tokenFile())).getParent();

            RayHead.removeLeft(Installation.current());

            assertThat(left).doesNotExist();
            assertThat(used).exists();
        }
    }

    @Test
    void partThatEnds_endsAll() throws Exception {
        for (String part : List.of("raylet/raylet", "gcs_server")) {
            try (RayHead head = start("logs")) {
                head.address();
                RayProcesses all = new RayProcesses(head.process());
                List<ProcessHandle> processes = all.all();
                RayProcesses.signal(all.named(part).get(0), "KILL");
                awaitEnd(processes);
            }
        }
    }

    @Test
    void headThatCannotStart_saysWhatRaySaid() throws Exception {
        try (RayHead head = RayHead.start(Installation.current(), 1, 1, folder)) {
            assertThatThrownBy(head::address)
                    .isInstanceOf(WorkersLostException.class)
                    .hasMessageContaining("Ray's head did not start: Ray ended: ")
                    .hasMessageContaining("object store");
        }
    }

    @Test
    void rayThatIsNotInstalled_isNamed() {
        assertThatThrownBy(() -> RayHead.start(new Installation(folder), 1, folder))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "Ray is missing from " + folder + "/ray/2.60.0/bin/python; './muybridge setup' installs it");
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        assertThat(CompletableFuture.allOf(
                        processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new)))
                .as("the end of %s", processes)
                .succeedsWithin(SECONDS);
    }
}
