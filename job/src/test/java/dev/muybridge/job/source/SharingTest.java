package dev.muybridge.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How the source's readers share the videos and their segments. */
final class SharingTest {
    private static final List<String> VIDEOS = List.of("a-1.mp4", "b-5.mp4", "c-1.mp4", "d-3.mp4", "e-2.mp4");

    @Test
    void oneReader_givesAllInTheirOrder() throws Exception {
        SourceRig rig = new SourceRig(1, VIDEOS);

        runToTheEnd(rig, new Random(1));

        assertThat(rig.tasks().get(0).given).containsExactlyElementsOf(segments());
    }

    @Test
    void segmentsOfOneVideo_goToWhoeverAsks() throws Exception {
        SourceRig rig = new SourceRig(3, List.of("a-9.mp4"));

        runToTheEnd(rig, new Random(2));

        assertThat(rig.tasks()).allSatisfy(task -> assertThat(task.given).hasSizeBetween(1, 5));
        assertThat(all(rig)).hasSize(9).doesNotHaveDuplicates();
    }

    @Test
    void reader_thatDoesNotAsk_getsNothing_andKeepsNobodyWaiting() throws Exception {
        SourceRig rig = new SourceRig(2, VIDEOS);
        SourceRig.Task busy = rig.tasks().get(1);
        SourceRig.Task free = rig.tasks().get(0);
        busy.outbox.clear();

        while (turn(free)) {
            assertThat(busy.inbox).isEmpty();
        }

        assertThat(free.given).containsExactlyElementsOf(segments());
        assertThat(free.ended).isFalse();
    }

    /** A task that waited inside the next step would let no checkpoint through. */
    @Test
    void reader_waits_whileTheNextStepIsFull_andUntilItHasEnded() throws Exception {
        SourceRig rig = new SourceRig(1, List.of("a-1.mp4", "b-1.mp4", "c-1.mp4"));
        SourceRig.Task task = rig.tasks().get(0);

        while (message(task)) {
            assertThat(task.given).hasSizeLessThanOrEqualTo(2);
        }
        assertThat(task.given).hasSize(2);
        assertThat(task.finish()).isTrue();
        while (message(task)) {
            assertThat(task.ended).isFalse();
        }
        assertThat(task.given).hasSize(3);
        while (turn(task)) {
            assertThat(task.given).hasSize(3);
        }
        assertThat(task.ended).isTrue();
    }

    /** Whatever the order of messages, and wherever the job is restarted from its latest checkpoint, as a whole or its tasks alone. */
    @Test
    void restarts_loseNothing_andGiveNothingTwice() throws Exception {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            SourceRig rig = new SourceRig(1 + random.nextInt(3), VIDEOS);

            runToTheEnd(rig, random, random.nextInt(4));

            assertThat(all(rig)).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(segments());
        }
    }

    private static List<String> segments() {
        List<String> segments = new ArrayList<>();
        for (String video : VIDEOS) {
            int count = Integer.parseInt(video.substring(2, 3));
            for (int i = 0; i < count; i++) {
                segments.add(video + " " + i);
            }
        }
        return segments;
    }

    private static List<String> all(SourceRig rig) {
        return rig.tasks().stream()
                .flatMap(task -> task.given.stream())
                .sorted()
                .toList();
    }

    private static void runToTheEnd(SourceRig rig, Random random) throws Exception {
        runToTheEnd(rig, random, 0);
    }

    private static void runToTheEnd(SourceRig rig, Random random, int restarts) throws Exception {
        int left = restarts;
        while (!rig.tasks().stream().allMatch(task -> task.ended)) {
            if (left > 0 && random.nextInt(25) == 0) {
                left--;
                if (random.nextBoolean()) {
                    rig.restartAll();
                } else {
                    rig.restartTasks();
                }
            } else if (restarts > 0
                    && !rig.isCheckpointUnderWay()
                    && rig.tasks().stream().noneMatch(task -> task.ended)
                    && random.nextInt(10) == 0) {
                rig.checkpoint();
            }
            turn(rig.tasks().get(random.nextInt(rig.tasks().size())), random);
        }
    }

    private static void turn(SourceRig.Task task, Random random) throws Exception {
        int what = random.nextInt(4);
        if (what == 0 && !task.outbox.isEmpty()) {
            task.outbox.remove().run();
        } else if (what == 1 && !task.inbox.isEmpty()) {
            task.inbox.remove().run();
        } else if (what == 2 && task.isReady()) {
            task.poll();
        } else if (what == 3) {
            task.finish();
        }
    }

    /** Something that can happen to it now; false if nothing can. */
    private static boolean turn(SourceRig.Task task) throws Exception {
        return message(task) || task.finish();
    }

    /** The same, but that the next step does nothing. */
    private static boolean message(SourceRig.Task task) throws Exception {
        if (!task.outbox.isEmpty()) {
            task.outbox.remove().run();
        } else if (!task.inbox.isEmpty()) {
            task.inbox.remove().run();
        } else if (task.isReady()) {
            task.poll();
        } else {
            return false;
        }
        return true;
    }
}
