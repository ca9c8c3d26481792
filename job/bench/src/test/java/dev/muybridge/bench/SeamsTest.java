package dev.muybridge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SeamsTest {
    private static final int FRAMES = 40;
    private static final Pose STILL = Poses.standing(0.3, 0.5, 0.4);

    @Test
    void of_sameTables_isEqualEverywhere() {
        assertThat(Seams.of(frames(), frames())).isEqualTo(new Seams(FRAMES, FRAMES));
    }

    @Test
    void of_aLandmarkThatMovedByABit_isNotEqual() {
        SortedMap<Long, Map<Integer, Pose>> cut = frames();
        cut.put(20L, Map.of(0, Poses.standing(Math.nextUp(0.3f), 0.5, 0.4)));

        assertThat(Seams.of(frames(), cut)).isEqualTo(new Seams(FRAMES, FRAMES - 1));
    }

    @Test
    void of_somebodyInOneOfThemOnly_orOfAnotherNumber_isNotEqual() {
        SortedMap<Long, Map<Integer, Pose>> cut = frames();
        cut.put(20L, Map.of());
        cut.put(21L, Map.of(0, STILL, 1, STILL));
        cut.put(22L, Map.of(1, STILL));

        assertThat(Seams.of(frames(), cut)).isEqualTo(new Seams(FRAMES + 2, FRAMES - 2));
    }

    @Test
    void of_tablesOfOtherFrames_isRefused() {
        SortedMap<Long, Map<Integer, Pose>> cut = frames();
        cut.remove(7L);

        assertThatThrownBy(() -> Seams.of(frames(), cut)).hasMessage("the two tables do not have the same frames");
    }

    private static SortedMap<Long, Map<Integer, Pose>> frames() {
        SortedMap<Long, Map<Integer, Pose>> frames = new TreeMap<>();
        for (long frame = 0; frame < FRAMES; frame++) {
            frames.put(frame, Map.of(0, STILL));
        }
        return frames;
    }
}
