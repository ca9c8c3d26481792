package dev.muybridge.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PoseTest {
    private static final List<Landmark> LANDMARKS = Collections.nCopies(33, new Landmark(0, 0, 0, 0, 0));
    private static final List<WorldLandmark> WORLD = Collections.nCopies(33, new WorldLandmark(0, 0, 0));

    @Test
    void bodyPoint_index_isItsPlaceAndThereAre33() {
        assertThat(Pose.SIZE).isEqualTo(33);
        assertThat(Arrays.stream(BodyPoint.values()).map(BodyPoint::index))
                .containsExactlyElementsOf(IntStream.range(0, 33).boxed().toList());
        assertThat(BodyPoint.LEFT_SHOULDER.index()).isEqualTo(11);
        assertThat(BodyPoint.RIGHT_HIP.index()).isEqualTo(24);
        assertThat(BodyPoint.RIGHT_FOOT_INDEX.index()).isEqualTo(32);
    }

    @Test
    void new_wrongCount_throwsWithBothCounts() {
        assertThatThrownBy(() -> new Pose(LANDMARKS.subList(0, 32), WORLD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a pose has 33 landmarks and as many world landmarks, was 32 and 33");
        assertThatThrownBy(() -> new Pose(LANDMARKS, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a pose has 33 landmarks and as many world landmarks, was 33 and 0");
    }

    @Test
    void new_listsChangedAfterwards_keepsWhatItWasGiven() {
        List<Landmark> landmarks = new ArrayList<>(LANDMARKS);
        List<WorldLandmark> world = new ArrayList<>(WORLD);
        Pose pose = new Pose(landmarks, world);

        landmarks.set(0, new Landmark(9, 9, 9, 9, 9));
        world.set(0, new WorldLandmark(9, 9, 9));

        assertThat(pose).isEqualTo(new Pose(LANDMARKS, WORLD));
    }

    @Test
    void landmark_byName_isTheOneAtItsIndex() {
        Pose pose = Poses.pose(point -> new Landmark(point.index(), 0, 0, 1, 1));

        assertThat(pose.landmark(BodyPoint.LEFT_KNEE).x()).isEqualTo(25);
        assertThat(pose.worldLandmark(BodyPoint.NOSE))
                .isEqualTo(pose.worldLandmarks().get(0));
    }

    @Test
    void poseFrame_listChangedAfterwards_keepsWhatItWasGiven() {
        List<Person> people = new ArrayList<>(Person.numbered(List.of(new Pose(LANDMARKS, WORLD))));
        PoseFrame frame = new PoseFrame(-1, people);

        people.clear();

        assertThat(frame.people()).hasSize(1);
        assertThat(new PoseFrame(0, List.of()).people()).isEmpty();
    }
}
