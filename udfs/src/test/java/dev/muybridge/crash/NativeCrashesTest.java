package dev.muybridge.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeCrashesTest {
    private final Instant now = Instant.now();

    @TempDir
    Path folder;

    private ProcessId process(long pid) {
        return new ProcessId(pid, now.minusSeconds(60).toEpochMilli(), "here");
    }

    private Path errorFile(long pid, String headline) throws IOException {
        return Files.writeString(
                folder.resolve("hs_err_pid" + pid + ".log"),
                "#\n# A fatal error has been detected by the Java Runtime Environment:\n#\n" + headline + "\n#\n");
    }

    @Test
    void errorFileOfTheJvm_isACrash_withItsSignalAndThread() throws Exception {
        Path file = errorFile(12, "#  SIGSEGV (0xb) at pc=0x00007f23c1e9a3a5, pid=12, tid=34");

        assertThat(NativeCrashes.of(folder, process(12)))
                .contains(new Crash(file, "SIGSEGV", OptionalLong.of(34)))
                .get()
                .extracting(Crash::sentence)
                .isEqualTo("SIGSEGV, see " + file);
        assertThat(NativeCrashes.of(folder, process(13))).isEmpty();
    }

    @Test
    void errorOfTheJvmItself_isACrash_alsoWhereItSaysNothingMore() throws Exception {
        Path internal = errorFile(12, "#  Internal Error (sharedRuntime.cpp:553), pid=12, tid=35");
        Path bare = Files.createFile(folder.resolve("hs_err_pid13.log"));

        assertThat(NativeCrashes.of(folder, process(12)))
                .contains(new Crash(internal, "Internal Error", OptionalLong.of(35)));
        assertThat(NativeCrashes.of(folder, process(13))).contains(new Crash(bare, "a crash", OptionalLong.empty()));
    }

    @Test
    void noteOfAnAbort_isACrash() throws Exception {
        Path note = Files.writeString(folder.resolve("crash-12"), "SIGABRT thread 99\n");

        assertThat(NativeCrashes.of(folder, process(12))).contains(new Crash(note, "SIGABRT", OptionalLong.of(99)));
    }

    @Test
    void machineWithoutMemory_isNoCrash() throws Exception {
        Files.writeString(folder.resolve("hs_err_pid12.log"), """
                #
                # There is insufficient memory for the Java Runtime Environment to continue.
                #
                #  Out of Memory Error (os_linux.cpp:2793), pid=12, tid=13
                """);

        assertThat(NativeCrashes.of(folder, process(12))).isEmpty();
    }

    @Test
    void fileOfAnEarlierProcessWithThatNumber_isNotTaken() throws Exception {
        Path file = errorFile(12, "#  SIGSEGV (0xb) at pc=0x1, pid=12, tid=34");
        Files.setLastModifiedTime(file, FileTime.from(now.minusSeconds(90)));
        assertThat(NativeCrashes.of(folder, process(12))).isEmpty();

        Files.setLastModifiedTime(file, FileTime.from(now.minusSeconds(30)));
        assertThat(NativeCrashes.of(folder, process(12))).isPresent();
    }

    @Test
    void prepare_makesTheFolder_andRemovesOurFilesOfMoreThanAMonth() throws Exception {
        Path deep = folder.resolve("a/b");
        NativeCrashes.prepare(deep);
        for (String name : List.of("hs_err_pid1.log", "crash-1", "else.log", "hs_err_pid2.log")) {
            int days = name.equals("hs_err_pid2.log") ? 29 : 31;
            FileTime time = FileTime.from(now.minus(Duration.ofDays(days)));
            Files.setLastModifiedTime(Files.createFile(deep.resolve(name)), time);
        }

        NativeCrashes.prepare(deep);

        try (var left = Files.list(deep)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("else.log", "hs_err_pid2.log");
        }
    }

    @Test
    void folder_isWhereTheJvmWasToldToWrite_andNowhereElse() {
        Path told = folder.resolve("crashes of ü");

        assertThat(NativeCrashes.folder(NativeCrashes.jvmOptions(told))).contains(told);
        assertThat(NativeCrashes.folder(List.of("-Xmx1g"))).isEmpty();
        assertThat(NativeCrashes.folder(List.of("-XX:ErrorFile=/var/log/java.log")))
                .isEmpty();
    }

    @Test
    void process_isKnownByItsNumberAndItsStart() {
        ProcessId self = ProcessId.current();

        assertThat(self.isOfThisMachine()).isTrue();
        assertThat(self.hasEnded()).isFalse();
        assertThat(new ProcessId(self.pid(), self.startMillis() - 10_000, self.host()).hasEnded())
                .isTrue();
        assertThat(new ProcessId(self.pid(), self.startMillis(), self.host() + "x").isOfThisMachine())
                .isFalse();
    }

    @Test
    void processThatNobodyHasAskedForItsExitCode_hasEnded() throws Exception {
        // The shell becomes sleep, which does not ask for its child's.
        Process parent = new ProcessBuilder("sh", "-c", "true & exec sleep 60").start();
        try {
            while (parent.children().findAny().isEmpty()) {
                Thread.onSpinWait();
            }
            ProcessHandle child = parent.children().findAny().orElseThrow();
            ProcessId id = new ProcessId(
                    child.pid(), child.info().startInstant().orElseThrow().toEpochMilli(), "here");
            while (!id.hasEnded()) {
                Thread.onSpinWait();
            }
            assertThat(child.isAlive()).isTrue();
        } finally {
            parent.destroyForcibly();
        }
    }
}
