package dev.muybridge.ray;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.crash.ProcessId;
import dev.muybridge.ray.bridge.ProcessEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkerProcessTest {
    private static final ProcessId SELF = ProcessId.current();
    private static final ProcessId ENDED = new ProcessId(SELF.pid(), SELF.startMillis() - 60_000, SELF.host());

    @TempDir
    Path crashes;

    private ProcessEnd end(ProcessId process) {
        return WorkerProcess.endOf(
                crashes, WorkerProcess.bytes(WorkerProcess.greeting(process, Path.of("/a log\n/of it"))));
    }

    private Path note() throws Exception {
        return Files.writeString(crashes.resolve("crash-" + SELF.pid()), "SIGABRT thread 1\n");
    }

    @Test
    void processThatLeftWord_hasCrashed_alsoWhileItEnds() throws Exception {
        Path note = note();

        assertThat(end(ENDED)).isEqualTo(new ProcessEnd.Crashed("SIGABRT, see " + note));
        assertThat(end(SELF)).isEqualTo(new ProcessEnd.Crashed("SIGABRT, see " + note));
    }

    @Test
    void processThatLeftNone_isKnownOnceItHasEnded() {
        assertThat(end(SELF)).isEqualTo(new ProcessEnd.Unfinished());
        assertThat(end(ENDED)).isEqualTo(new ProcessEnd.Otherwise());
    }

    @Test
    void processOfAnotherMachine_cannotBeSeen() throws Exception {
        note();

        assertThat(end(new ProcessId(SELF.pid(), SELF.startMillis(), SELF.host() + "x")))
                .isEqualTo(new ProcessEnd.Otherwise());
        assertThat(WorkerProcess.endOf(crashes, WorkerProcess.bytes("hello"))).isEqualTo(new ProcessEnd.Otherwise());
    }
}
