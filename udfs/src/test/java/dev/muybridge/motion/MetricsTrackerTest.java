package dev.muybridge.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.Poses;
import dev.muybridge.pose.TimeBase;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class MetricsTrackerTest {
    private static final PictureSize SIZE = new PictureSize(1000, 1000);

    private final MetricsTracker tracker =
            new MetricsTracker(SIZE, new TimeBase(1, 10), 1, List.of(new LastSeen(1, 0, new Centre(100, 430))));

    @Test
    void next_severalPeople_eachHasTheVelocityOfTheirOwn() {
        FrameMetrics first = tracker.next(5, frame(1, person(2, 0.5), person(1, 0.2)));
        FrameMetrics second = tracker.next(6, frame(3, person(1, 0.3), person(2, 0.4)));

        assertThat(first.people()).extracting(PersonMetrics::id).containsExactly(1, 2);
        assertThat(velocity(first, 0)).isCloseTo(1000, within(0.1));
        assertThat(first.people().get(1).velocity()).isNull();
        assertThat(velocity(second, 0)).isCloseTo(500, within(0.1));
        assertThat(velocity(second, 1)).isCloseTo(-500, within(0.1));
    }

    @Test
    void next_somebodyWhoWasNotInTheFrameBefore_hasNoVelocity() {
        tracker.next(0, frame(1, person(2, 0.5)));

        FrameMetrics second = tracker.next(1, frame(2, person(1, 0.5)));

        assertThat(second.people().get(0).velocity()).isNull();
    }

    @Test
    void next_slowMotion_velocityIsThatOfLife() {
        MetricsTracker slow = new MetricsTracker(SIZE, new TimeBase(1, 10), 8, List.of());
        slow.next(0, frame(0, person(1, 0.2)));

        assertThat(velocity(slow.next(1, frame(1, person(1, 0.3))), 0)).isCloseTo(8000, within(0.1));
    }

    private static double velocity(FrameMetrics metrics, int place) {
        return Objects.requireNonNull(metrics.people().get(place).velocity()).x();
    }

    private static PoseFrame frame(long pts, Person... people) {
        return new PoseFrame(pts, List.of(people));
    }

    private static Person person(int id, double x) {
        return new Person(id, Poses.standing(x, 0.57, 0.5));
    }
}
