package dev.muybridge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Torso;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SeamsTest {
    private static final PictureSize SIZE = new PictureSize(1000, 1000);
    private static final int FRAMES = 40;
    private static final Pose STILL = Poses.standing(0.3, 0.5, 0.4);
    private static final double TORSO = Torso.of(STILL, SIZE).length();

    @Test
    void distance_sameTables_isNone() {
        Seams seams = new Seams(frames(STILL), frames(STILL), SIZE);

        assertThat(seams.distance().count()).isEqualTo(FRAMES * Pose.SIZE);
        assertThat(seams.distance().percentile95()).isZero();
        assertThat(seams.lost() + seams.changes()).isZero();
    }

    @Test
    void distance_differsAroundCutsAlone() {
        SortedMap<Long, Map<Integer, Pose>> cut = frames(STILL);
        Pose moved = Poses.standing(0.3 + 0.01, 0.5, 0.4);
        for (long frame = 15; frame < 25; frame++) {
            cut.put(frame, Map.of(0, moved));
        }
        Seams seams = new Seams(frames(STILL), cut, SIZE);

        Seams.Distance around = seams.distance(List.of(0L, 20L), true);
        Seams.Distance others = seams.distance(List.of(0L, 20L), false);
        assertThat(around.count()).isEqualTo(10 * Pose.SIZE);
        assertThat(around.median()).isCloseTo(10 / TORSO, within(1e-3));
        assertThat(others.count()).isEqualTo(30 * Pose.SIZE);
        assertThat(others.percentile95()).isZero();
        assertThat(seams.distance().percentile95()).isEqualTo(around.median(), within(1e-6));
    }

    @Test
    void changes_countsNumbersThatChange_andLost_framesWithoutTheSubject() {
        SortedMap<Long, Map<Integer, Pose>> cut = frames(STILL);
        for (long frame = 20; frame < 30; frame++) {
            cut.put(frame, Map.of(1, STILL));
        }
        Seams seams = new Seams(frames(STILL), cut, SIZE);

        assertThat(seams.changes()).isEqualTo(2);
        assertThat(seams.lost()).isEqualTo(10);
    }

    @Test
    void create_otherFrames_isRefused() {
        SortedMap<Long, Map<Integer, Pose>> fewer = frames(STILL);
        fewer.remove(3L);

        assertThatThrownBy(() -> new Seams(frames(STILL), fewer, SIZE))
                .hasMessage("the two tables do not have the same frames");
    }

    private static SortedMap<Long, Map<Integer, Pose>> frames(Pose pose) {
        SortedMap<Long, Map<Integer, Pose>> frames = new TreeMap<>();
        for (long frame = 0; frame < FRAMES; frame++) {
            frames.put(frame, Map.of(0, pose));
        }
        return frames;
    }
}
