package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.Snapshot;
import dev.muybridge.stage.WorkStep;
import dev.muybridge.stage.WorkerCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RunViewTest {
    private static final List<WorkStep> STEPS = List.of(WorkStep.values());
    private static final Snapshot.Videos THREE = new Snapshot.Videos(3, 1);
    private final RunView view = new RunView(12, 2);

    @Test
    void lines_sayHowFarEachVideoIs_andWhatEachWorkerIsAt() {
        Snapshot snapshot = snapshot(
                Map.of("b/walk.mp4", 0.25, "a/run.mp4", 0.999),
                List.of(new WorkerCall(1, WorkStep.ANNOTATE, "b/walk.mp4", 3200)));

        assertThat(view.lines(snapshot, new ScreenSize(24, 80)))
                .containsExactly(
                        " 38%  3 of 12 videos, 1 failed, 24.1 frames/s, about 4 min 10 s left",
                        " 99%  [##################################-] a/run.mp4",
                        " 25%  [########---------------------------] b/walk.mp4",
                        "worker 1: waits",
                        "worker 2: annotate b/walk.mp4 for 3 s");
    }

    @Test
    void totals_beforeWorkHasBegun_promiseNothing() {
        Snapshot snapshot =
                new Snapshot(0, OptionalDouble.empty(), 0, new Snapshot.Videos(0, 0), Map.of(), Map.of(), List.of());

        assertThat(view.totals(snapshot, 80)).isEqualTo("  0%  0 of 12 videos");
    }

    @Test
    void lines_onANarrowScreen_keepWhatMattersMost_andTheEndsOfNames() {
        Snapshot snapshot = snapshot(
                Map.of("a long folder/and another/walk.mp4", 0.5),
                List.of(new WorkerCall(0, WorkStep.ANALYZE, "a long folder/and another/walk.mp4", 61_000)));

        assertThat(view.lines(snapshot, new ScreenSize(24, 40)))
                .containsExactly(
                        " 38%  3 of 12, 4 min 10 s left",
                        " 50%  [#######--------] ...ther/walk.mp4",
                        "worker 1: analyze  ...d another/walk.mp4",
                        "worker 2: waits");
    }

    @Test
    void lines_ofANameThatMovesTheCursor_showItHarmless() {
        Snapshot snapshot = snapshot(
                Map.of("a\u001b[2J\n\u202eb.mp4", 0.5),
                List.of(new WorkerCall(0, WorkStep.ANALYZE, "a\u001b[2J\n\u202eb.mp4", 0)));

        assertThat(String.join("", view.lines(snapshot, ScreenSize.USUAL))).doesNotContainPattern("[\\p{Cc}\u202e]");
    }

    @Test
    void lines_neverAreMoreOrLongerThanFit() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            Map<String, Double> underWay = new HashMap<>();
            for (int video = random.nextInt(30); video > 0; video--) {
                underWay.put("\uD83C\uDFC3".repeat(random.nextInt(40)) + video, random.nextDouble());
            }
            List<WorkerCall> calls = List.of(new WorkerCall(
                    0, STEPS.get(random.nextInt(3)), "\uD83C\uDFC3".repeat(random.nextInt(40)), i * 1000L));
            ScreenSize size = new ScreenSize(1 + random.nextInt(40), 1 + random.nextInt(120));

            List<String> lines = new RunView(50, 1 + random.nextInt(20)).lines(snapshot(underWay, calls), size);

            assertThat(lines).hasSizeBetween(1, Math.max(1, size.rows() - 1));
            assertThat(lines).allSatisfy(line -> {
                assertThat(line).hasSizeLessThanOrEqualTo(size.columns());
                assertThat(line.codePoints()).noneMatch(point -> Character.getType(point) == Character.SURROGATE);
            });
        }
    }

    @Test
    void lines_thatDoNotFit_areCounted() {
        Map<String, Double> underWay = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            underWay.put("video " + i, 0.5);
        }

        List<String> lines = new RunView(50, 6).lines(snapshot(underWay, List.of()), new ScreenSize(12, 80));

        assertThat(lines).hasSize(11).contains("and 16 more videos", "and 2 more workers");
    }

    private static Snapshot snapshot(Map<String, Double> underWay, List<WorkerCall> calls) {
        return new Snapshot(0.389, OptionalDouble.of(250), 24.13, THREE, Map.of(), underWay, calls);
    }
}
