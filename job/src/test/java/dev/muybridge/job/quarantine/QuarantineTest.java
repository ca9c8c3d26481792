package dev.muybridge.job.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.crash.KernelThread;
import dev.muybridge.crash.ProcessId;
import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.media.Clip;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import dev.muybridge.stage.NativeGuard;
import dev.muybridge.whole.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Markers while work lasts, and what is made of those that were left. */
final class QuarantineTest {
    private static final VideoRef A = video("aaaa");
    private static final VideoRef B = video("bbbb");
    private static final ProcessId SELF = ProcessId.current();

    /** No process has such a number. */
    private static final long PID = 999_999_000;

    private static final long START = 1_000;

    @TempDir
    Path folder;

    private Path crashes;

    @BeforeEach
    void makeFolder() throws IOException {
        crashes = Files.createDirectory(folder.resolve("crashes"));
    }

    private static VideoRef video(String id) {
        return new VideoRef(id, id + ".mp4", id + ".mp4", "file:/in/" + id + ".mp4", 1, "1f-2e", Clip.WHOLE);
    }

    private Quarantine quarantine() {
        OutputLayout layout = new OutputLayout(folder.resolve("out").toUri().toString(), new Keys("p", "r", "a"));
        return new Quarantine(layout, Optional.of(crashes));
    }

    private List<String> staging() throws IOException {
        return Runs.files(folder.resolve("out/.staging"));
    }

    private static ProcessId ended(int number) {
        return new ProcessId(PID + number, START + number, SELF.host());
    }

    private void left(VideoRef video, ProcessId process, long thread, boolean helped) throws IOException {
        String name = new Marker(video.fingerprint(), process, thread, helped, 7).fileName();
        Path staging = Files.createDirectories(folder.resolve("out/.staging").resolve(video.videoId()));
        Files.createFile(staging.resolve(name));
    }

    private void crashed(int number, long thread) throws IOException {
        long pid = PID + number;
        Files.writeString(
                crashes.resolve("hs_err_pid" + pid + ".log"),
                "#\n#  SIGSEGV (0xb) at pc=0x1, pid=" + pid + ", tid=" + thread + "\n");
    }

    private static String note(VideoRef video, int number) {
        return video.videoId() + "/crash_1f-2e_" + (PID + number) + "_" + (START + number);
    }

    @Test
    void work_isMarkedWhileItLasts_alsoWhenItFails() throws Exception {
        Quarantine quarantine = quarantine();

        List<String> meanwhile = quarantine.during(A, this::staging);

        assertThat(meanwhile).hasSize(1);
        assertThat(Marker.of(meanwhile.get(0).replace("aaaa/", ""))).hasValueSatisfying(marker -> {
            assertThat(marker.fingerprint()).isEqualTo("1f-2e");
            assertThat(marker.process()).isEqualTo(SELF);
            assertThat(marker.thread()).isEqualTo(KernelThread.current()).isPositive();
            assertThat(marker.helped()).isFalse();
        });
        assertThat(staging()).isEmpty();
        assertThatThrownBy(() -> quarantine.during(A, () -> {
                    throw new VideoException(FailureKind.TRUNCATED, "it ends");
                }))
                .isInstanceOf(VideoException.class);
        assertThat(staging()).isEmpty();
    }

    @Test
    void threadThatCrashed_isToBlame_withItsVideoAlone() throws Exception {
        left(A, ended(1), 11, true);
        left(B, ended(1), 12, false);
        crashed(1, 12);

        assertThat(quarantine().during(A, this::staging)).hasSize(2).contains(note(B, 1));

        assertThat(staging()).containsExactly(note(B, 1));
        assertThat(folder.resolve("out/.staging").resolve(note(B, 1)))
                .hasContent("SIGSEGV, see " + crashes.resolve("hs_err_pid" + (PID + 1) + ".log"));
    }

    @Test
    void threadThatNobodyMarked_isThatOfWorkWithThreadsOfItsOwn_elseOfAny() throws Exception {
        left(A, ended(1), 11, true);
        left(B, ended(1), 12, false);
        crashed(1, 99);
        left(A, ended(2), 11, false);
        left(B, ended(2), 0, false);
        crashed(2, 99);

        quarantine().during(video("cccc"), this::staging);

        assertThat(staging()).containsExactly(note(A, 1), note(A, 2), note(B, 2));
    }

    @Test
    void processThatWasKilled_leavesNobodyToBlame() throws Exception {
        for (int i = 0; i < 20; i++) {
            left(A, ended(i), 11, true);
        }

        assertThat(quarantine().during(A, this::staging)).hasSize(1);
        assertThat(staging()).isEmpty();
    }

    @Test
    void videoThatCrashedTwoProcesses_isRefusedUntouched_andOthersAreNot() throws Exception {
        for (int i = 1; i <= 2; i++) {
            left(A, ended(i), 10 + i, true);
            left(B, ended(i), 20 + i, true);
            crashed(i, 10 + i);
        }
        Quarantine quarantine = quarantine();

        assertThatThrownBy(() -> quarantine.during(A, () -> {
                    throw new AssertionError("no work is to be done");
                }))
                .isInstanceOfSatisfying(VideoException.class, e -> {
                    assertThat(e.failure().kind()).isEqualTo(FailureKind.QUARANTINED);
                    assertThat(e.failure().detail())
                            .isEqualTo("Its content crashed a process twice, the last time with SIGSEGV, see "
                                    + crashes + "/hs_err_pid999999002.log; it is left alone until the file changes,"
                                    + " unless results are to be overwritten.");
                });
        assertThatThrownBy(() -> quarantine.guard(A).enter()).hasMessageContaining("quarantined");
        assertThat(quarantine.during(B, () -> "done")).isEqualTo("done");
        assertThat(staging()).as("until it is published").containsExactly(note(A, 1), note(A, 2));
    }

    @Test
    void processThatIsJudgedAgain_countsOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            left(A, ended(1), 11, true);
            crashed(1, 11);
            assertThat(quarantine().during(A, () -> "done")).isEqualTo("done");
        }
        assertThat(staging()).containsExactly(note(A, 1));
    }

    @Test
    void crashesOfTheFileAsItWasBefore_doNotCount() throws Exception {
        for (int i = 1; i <= 2; i++) {
            left(A, ended(i), 11, true);
            crashed(i, 11);
        }
        VideoRef changed = new VideoRef("aaaa", A.video(), A.outputName(), A.path(), 2, "2f-2e", Clip.WHOLE);

        assertThat(quarantine().during(changed, () -> "done")).isEqualTo("done");
    }

    @Test
    void processesThatAreStillThere_orOnOtherMachines_areLetBe() throws Exception {
        left(A, SELF, 11, true);
        left(A, new ProcessId(PID + 1, 1_000, "another_machine"), 11, true);
        crashed(1, 11);

        quarantine().during(B, () -> "done");

        assertThat(staging()).hasSize(2).allMatch(name -> name.startsWith("aaaa/attempt_"));
    }

    @Test
    void callsToWorkers_areMarked_andOneOfASuspectIsAlone() throws Exception {
        left(A, ended(1), 11, true);
        crashed(1, 11);
        Quarantine quarantine = quarantine();
        for (VideoRef video : List.of(A, B)) {
            NativeGuard guard = quarantine.guard(video);
            try (NativeGuard.Passage passage = guard.enter()) {
                assertThat(staging()).anyMatch(name -> name.matches(video.videoId() + "/attempt_.*_helped_.*"));
            }
        }

        assertThat(quarantine.guard(A).alone()).isTrue();
        assertThat(quarantine.guard(B).alone()).isFalse();
        assertThat(staging()).containsExactly(note(A, 1));
    }

    @Test
    void names_ofMarkersAndNotes_areReadBack_andNoOthers() {
        Marker marker = new Marker("1f-2e", new ProcessId(3, 4, "a_host.example"), 5, true, 6);
        assertThat(Marker.of(marker.fileName())).contains(marker);
        CrashNote note = CrashNote.of(marker);
        assertThat(CrashNote.of(note.fileName())).contains(note);
        for (String other : List.of("lock", "journal", "00000.poses", "attempt_1f-2e", "crash_1f-2e_3")) {
            assertThat(Marker.of(other)).isEmpty();
            assertThat(CrashNote.of(other)).isEmpty();
        }
    }

    @Test
    void stagingThatCannotBeWritten_isNoVideosFault() throws Exception {
        Files.createDirectories(folder.resolve("out"));
        Files.createFile(folder.resolve("out/.staging"));

        assertThatThrownBy(() -> quarantine().during(A, () -> "done"))
                .isInstanceOf(OutputException.class)
                .hasMessageStartingWith("cannot write " + folder.resolve("out/.staging"));
    }
}
