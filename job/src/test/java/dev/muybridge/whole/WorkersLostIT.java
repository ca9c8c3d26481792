package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.app.RunException;
import dev.muybridge.app.RunListener;
import dev.muybridge.app.VideoRun;
import dev.muybridge.motion.Subject;
import dev.muybridge.stage.AnnotateOrder;
import dev.muybridge.stage.NativeGuard;
import dev.muybridge.stage.Pictures;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.Workers;
import dev.muybridge.stage.WorkersLostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When no worker is left, no video is to blame: the run fails and blames none. */
final class WorkersLostIT {
    private static final String MESSAGE = "all workers are lost; run again to go on";

    private static final AtomicInteger STARTS = new AtomicInteger();

    @TempDir
    Path folder;

    @Test
    @Tag("all")
    void run_withoutAWorkerLeft_failsInTheWorkersWords_andTheNextOneGoesOn()
            throws IOException, RunException, InterruptedException {
        Path input = Files.createDirectory(folder.resolve("in"));
        Files.copy(SmallVideos.step(), input.resolve("a.mp4"));
        Files.copy(SmallVideos.step(), input.resolve("b.mp4"));
        // Where the main subject is chosen nothing is drafted, so that somebody is asked to annotate.
        Asked asked = Asked.of(input, folder.resolve("out")).subject(Subject.Rule.LARGEST);
        Toolkit lost = new ChangedToolkit(WatchedToolkit.of(asked.options()), LostAfterAnalysis::new);

        assertThatThrownBy(() -> new VideoRun(asked.options(), lost, RunListener.NONE).execute())
                .isInstanceOf(RunException.class)
                .hasMessage(MESSAGE);
        assertThat(Runs.visible(asked.output())).isEmpty();
        JsonNode report = Runs.report(asked.output());
        assertThat(report.path("state").asText()).isEqualTo("job failed");
        assertThat(report.path("exit_code").asInt()).isEqualTo(1);
        assertThat(report.path("message").asText()).isEqualTo(MESSAGE);

        assertThat(Runs.run(asked).report().done()).hasSize(2);
    }

    /** The task that comes first loses its workers; those that come second find nothing, and may be heard first. */
    @Test
    void run_whoseWorkersDoNotStart_failsInTheWorkersWords_whicheverTaskFlinkNames() throws IOException {
        Asked asked = Asked.of(SmallVideos.step(), folder.resolve("out"));
        STARTS.set(0);
        Toolkit lost = new ChangedToolkit(WatchedToolkit.of(asked.options()), WorkersLostIT::loseFirst);

        assertThatThrownBy(() -> new VideoRun(asked.options(), lost, RunListener.NONE).execute())
                .isInstanceOf(RunException.class)
                .hasMessage(MESSAGE);
        assertThat(Runs.visible(asked.output())).isEmpty();
    }

    private static Workers loseFirst(Workers usual) {
        usual.close();
        if (STARTS.getAndIncrement() == 0) {
            throw new WorkersLostException(MESSAGE);
        }
        throw new IllegalStateException("there is nothing left to connect to");
    }

    /** Analyses as usual; then nobody is left to annotate. */
    private static final class LostAfterAnalysis extends PassingWorkers {
        LostAfterAnalysis(Workers workers) {
            super(workers);
        }

        @Override
        public CompletableFuture<Pictures> annotate(AnnotateOrder order, NativeGuard guard) {
            WorkersLostException lost =
                    new WorkersLostException(MESSAGE, new IllegalStateException("how it came about"));
            return CompletableFuture.failedFuture(new CompletionException(lost));
        }
    }
}
