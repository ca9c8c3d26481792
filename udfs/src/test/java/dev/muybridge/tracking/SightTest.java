package dev.muybridge.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SightTest {
    private static final Someone LARGER = new Someone(122, 200, 200);

    /** Sixty pixels to the right: in this one's region too, the model takes the larger if it sees them. */
    private static final Someone SMALLER = new Someone(182, 200, 190);

    private final MadeUpWorld world = new MadeUpWorld();

    @Test
    void look_bodiesThatTouch_areSeenEachWithoutTheOther() {
        world.picture(LARGER, SMALLER);
        Sight sight = world.sight();

        assertIsAt(sight.look(SMALLER.region()), 122);
        List<Body> bodies = sight.look(List.of(LARGER.region(), SMALLER.region()));

        assertIsAt(bodies.get(0), 122);
        assertIsAt(bodies.get(1), 182);
    }

    /** The second look begins from the smaller one's region, and sees the larger one first. */
    @Test
    void look_aBodyFarFromTheMiddleOfItsRegion_isNotPaintedOver() {
        world.picture(LARGER, SMALLER);
        Region before = new Region(90, 200, 275, 0);

        List<Body> bodies = world.sight().look(List.of(before, SMALLER.region()));

        assertIsAt(bodies.get(0), 122);
    }

    @Test
    void settle_fromAnywhereNear_endsInTheSameRegion() {
        world.picture(LARGER);
        Sight sight = world.sight();
        Region settled = LARGER.region().snapped();

        for (Region start : List.of(settled, new Region(150, 180, 250, 0.3), new Region(90, 240, 330, -0.3))) {
            Body body = Objects.requireNonNull(sight.settle(start.snapped(), List.of()));

            assertThat(body.region()).as("from %s", start).isEqualTo(settled);
            assertThat(body.next()).isEqualTo(settled);
        }
    }

    @Test
    void settle_besideSomebodyKnown_findsWhoeverIsNotKnown() {
        world.picture(LARGER, SMALLER);
        Sight sight = world.sight();

        assertIsAt(sight.settle(SMALLER.region().snapped(), List.of()), 122);
        assertIsAt(sight.settle(SMALLER.region().snapped(), List.of(LARGER.body())), 182);
    }

    @Test
    void settle_whereNobodyIs_isNothing() {
        world.picture(LARGER, SMALLER.barelyPresent(0.4));
        Sight sight = world.sight();

        assertThat(sight.settle(new Region(330, 300, 200, 0), List.of())).isNull();
        assertThat(sight.settle(SMALLER.region().snapped(), List.of(LARGER.body())))
                .isNull();
    }

    private static void assertIsAt(@Nullable Body body, double x) {
        Objects.requireNonNull(body);
        assertThat((body.x(23) + body.x(24)) / 2).isCloseTo(x, within(3.0));
    }
}
