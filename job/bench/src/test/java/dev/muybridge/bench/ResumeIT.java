package dev.muybridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.cli.Commands;
import dev.muybridge.ray.RayProcesses;
import dev.muybridge.whole.Asked;
import dev.muybridge.whole.Runs;
import dev.muybridge.whole.SmallVideos;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle: what is staged is not made again. */
@Tag("all")
final class ResumeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final double SEGMENT_SECONDS = 0.7;
    private static final int HALF = 5;

    @TempDir
    Path folder;

    @Test
    void killedHalfWay_goesOnFromWhatIsStaged_alsoWithOtherWorkers() throws Exception {
        Asked asked = Asked.of(SmallVideos.walk(), folder.resolve("out")).segmentSeconds(SEGMENT_SECONDS);
        Commands.Started started = Commands.start(
                "--input",
                asked.input().toString(),
                "--output",
                asked.output().toString(),
                "--model",
                asked.model().id(),
                "--preset",
                "ultrafast",
                "--segment-seconds",
                Double.toString(SEGMENT_SECONDS),
                "--workers",
                "2");
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        !started.process().isAlive() || staged(asked, ".poses").size() >= HALF);
        killAll(started);
        List<String> analysed = staged(asked, ".poses");
        assertThat(staged(asked, ".rows"))
                .as("nothing is measured before everything is analysed")
                .isEmpty();
        assertThat(Runs.visible(asked.output())).isEmpty();

        Runs.Ran second = Runs.run(asked.workers(3));
        Asked other = Asked.of(asked.input(), folder.resolve("other")).segmentSeconds(SEGMENT_SECONDS);
        long whole = calls(Runs.run(other));

        int segments = second.segments().size();
        assertThat(segments).isGreaterThanOrEqualTo(2 * HALF - 2);
        assertThat(analysed).hasSizeBetween(HALF, segments - 2);
        assertThat(calls(second))
                .as("of %d segments, these need no analysis: %s", segments, analysed)
                .isEqualTo(whole - analysed.size());
        assertThat(OutputComparison.differences(other.output(), asked.output())).isEmpty();
        assertThat(Runs.files(asked.output().resolve(".staging"))).isEmpty();
    }

    /** How often workers were called, repairs of seams included. */
    private static long calls(Runs.Ran ran) {
        return ran.toolkit().calls().stream().mapToLong(Long::longValue).sum();
    }

    private static void killAll(Commands.Started started) throws IOException, InterruptedException {
        List<ProcessHandle> all = new RayProcesses(started.process().toHandle()).all();
        assertThat(all).hasSizeGreaterThan(6);
        for (ProcessHandle process : all) {
            RayProcesses.signal(process, "KILL");
        }
        Awaitility.await().atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static List<String> staged(Asked asked, String ending) throws IOException {
        return Runs.files(asked.output().resolve(".staging")).stream()
                .filter(file -> file.endsWith(ending) && !file.contains(".writing-"))
                .toList();
    }
}
