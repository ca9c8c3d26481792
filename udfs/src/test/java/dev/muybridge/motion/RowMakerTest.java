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

    private final Sights sights = new Sights(10, 2);

    @Test
    void parts_beginAtFixedFramesOfTheVideo_andLookAroundAsFarAsTheTrackGoes() {
        sights.add(3, 1);
        sights.add(27, 1);
        sights.add(15, 0);

        assertThat(sights.parts(0)).containsExactly(part(1, 3, 9, 3, 11));
        assertThat(sights.parts(10)).containsExactly(part(0, 15, 15, 15, 15), part(1, 10, 19, 8, 21));
        assertThat(sights.parts(20)).containsExactly(part(1, 20, 27, 18, 27));
        assertThat(sights.parts(30)).isEmpty();
    }

    @Test
    void framesAround_areMoreThanTheFilterReaches_atTenThousandFramesASecond() {
        assertThat(Sights.FRAMES_AROUND).isGreaterThan((int) (3 * Gauss.STANDARD.sigma() * 10_000));
    }

    @Test
    void row_hasTheValuesOfItsFrame_andNoneWhereThereAreNone() {
        RowMaker rows = new RowMaker(
                List.of(measured(part(0, 3, 4, 2, 5), 9, Double.NaN, 4.5, 9), measured(part(0, 5, 5, 5, 5), 7)), null);

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
        RowMaker rows = new RowMaker(List.of(measured(part(0, 4, 4, 4, 4), 1)), sights);

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

    private static Sights.Part part(int person, long first, long last, long... around) {
        return new Sights.Part(person, new Sights.Span(first, last), new Sights.Span(around[0], around[1]));
    }

    private static MeasuredPart measured(Sights.Part part, double... values) {
        FloatColumns filtered = new FloatColumns(Places.COUNT, part.around().frames());
        for (int i = 0; i < filtered.frames(); i++) {
            filtered.putRow(i, Places.of(FILTERED));
        }
        return new MeasuredPart(part, List.of("a"), List.of(values), filtered);
    }

    private static PoseFrame frame(int... people) {
        return new PoseFrame(
                7, Arrays.stream(people).mapToObj(id -> new Person(id, POSE)).toList());
    }
}
