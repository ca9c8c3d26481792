package dev.muybridge.inference.mediapipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.inference.InferenceException;
import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.install.ModelSize;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Turns this process's standard error; nothing else may run in it at the same time. */
final class NativeLogIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void redirectTo_catchesMediaPipesLinesAndNotTheTerminals() throws IOException {
        Path outer = folder.resolve("outer.log");
        Path inner = folder.resolve("inner.log");
        Files.writeString(inner, "before\n");
        // The test's own terminal is a file, too: what runs tests may read standard error.
        // System.err may be the test runner's; this is what it is in a program.
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int kept = MediaPipeNative.redirectStandardError(outer.toString());
        try (NativeLog log = NativeLog.redirectTo(inner)) {
            try (PoseEstimator estimator = Installed.model(ModelSize.LITE).newEstimator()) {
                SelfTest.run(estimator::estimate);
            }
            log.terminal().println("to the user");
            err.println("from Java");
            log.close();
            log.close();
            log.terminal().println("after close");
            err.println("from Java after close");
        } finally {
            MediaPipeNative.restoreStandardError(kept);
        }
        assertThat(inner).content().startsWith("before\n").contains("inference_feedback_manager.cc", "from Java\n");
        assertThat(outer).content().isEqualTo("to the user\nafter close\nfrom Java after close\n");
    }

    @Test
    void redirectTo_twice_throwsError() throws IOException {
        try (NativeLog log = NativeLog.redirectTo(folder.resolve("a.log"))) {
            assertThat(log.terminal().checkError()).isFalse();
            assertThatThrownBy(() -> NativeLog.redirectTo(folder.resolve("b.log")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("standard error is already redirected to a log");
        }
        assertThat(folder.resolve("b.log")).doesNotExist();
    }

    @Test
    void redirectTo_impossibleFile_throwsErrorAndKeepsStandardError() throws IOException {
        Path impossible = folder.resolve("absent").resolve("native.log");
        assertThatThrownBy(() -> NativeLog.redirectTo(impossible))
                .isInstanceOf(InferenceException.class)
                .hasMessage("standard error cannot go to " + impossible + ": No such file or directory");
        NativeLog.redirectTo(folder.resolve("possible.log")).close();
    }
}
