package dev.muybridge.motion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.pose.Person;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.Poses;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RowMakerTest {
    private static final Pose POSE = Poses.standing(0.5, 0.5, 0.5);
    private static final Pose FILTERED = Poses.standing(0.25, 0.5, 0.5);

    private final Sights sights = new Sights(10);

    @Test
    void parts_goFromTheFirstSightToTheLast() {
        sights.add(3, 1);
        sights.add(12, 1);
        sights.add(5, 0);

        assertThat(sights.parts()).containsExactly(new Sights.Part(0, 5, 1), new Sights.Part(1, 3, 10));
        assertThat(sights.divided()).isFalse();
    }

    @Test
    void parts_ofALongTrack_areDividedAtFixedFramesOfTheVideo() {
        sights.add(3, 0);
        sights.add(27, 0);

        assertThat(sights.parts())
                .containsExactly(new Sights.Part(0, 3, 7), new Sights.Part(0, 10, 10), new Sights.Part(0, 20, 8));
        assertThat(sights.divided()).isTrue();
    }

    @Test
    void row_hasTheValuesOfItsFrame_andNoneWhereThereAreNone() {
        RowMaker rows = new RowMaker(
                List.of(part(new Sights.Part(0, 3, 2), Double.NaN, 4.5), part(new Sights.Part(0, 5, 1), 7)), null);

        assertThat(rows.row(3, frame(0)).people()).containsExactly(new PersonMetrics(0, POSE, FILTERED, Map.of()));
        assertThat(rows.row(4, frame(0)).people())
                .containsExactly(new PersonMetrics(0, POSE, FILTERED, Map.of("a", 4.5)));
        assertThat(rows.row(5, frame(0)).people())
                .containsExactly(new PersonMetrics(0, POSE, FILTERED, Map.of("a", 7.0)));
        assertThat(rows.row(6, frame()).people()).isEmpty();
    }

    @Test
    void row_ofKnownPeople_isThereBetweenTheirFirstSightAndTheirLast() {
        sights.add(3, 1);
        sights.add(5, 1);
        sights.add(4, 0);
        RowMaker rows = new RowMaker(List.of(part(new Sights.Part(0, 4, 1), 1)), sights);

        assertThat(rows.row(2, frame()).people()).isEmpty();
        FrameMetrics between = rows.row(4, frame(0));
        assertThat(between.people())
                .containsExactly(new PersonMetrics(0, POSE, FILTERED, Map.of("a", 1.0)), PersonMetrics.unseen(1));
        assertThat(between.seen()).extracting(PersonMetrics::id).containsExactly(0);
        assertThat(between.unreadable(true).people())
                .extracting(PersonMetrics::pose)
                .containsExactly(null, null);
        assertThat(between.unreadable(false).people()).isEmpty();
        assertThat(rows.row(6, frame()).people()).isEmpty();
    }

    private static MeasuredPart part(Sights.Part part, double... values) {
        FloatColumns filtered = new FloatColumns(Places.COUNT, part.frames());
        for (int i = 0; i < part.frames(); i++) {
            filtered.putRow(i, Places.of(FILTERED));
        }
        return new MeasuredPart(part, List.of("a"), List.of(values), filtered);
    }

    private static PoseFrame frame(int... people) {
        return new PoseFrame(
                7, Arrays.stream(people).mapToObj(id -> new Person(id, POSE)).toList());
    }
}
