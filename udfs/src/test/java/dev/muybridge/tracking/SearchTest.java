package dev.muybridge.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractDoubleAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A trunk is 64 pixels, and the model sees 69 around a region's middle. */
final class SearchTest {
    /** Between two pictures, microseconds. */
    private static final long BETWEEN = 16_667;

    private static final Someone BEFORE = new Someone(150, 200, 200);

    private final MadeUpWorld world = new MadeUpWorld();

    @Test
    void find_somebodyTurned_isFoundWithoutTheDetector() {
        world.detectorIsBlind = true;
        for (double degrees = -120; degrees <= 120; degrees += 15) {
            world.picture(BEFORE.turned(degrees));

            Body body = Objects.requireNonNull(find(lost(1), List.of()));

            assertThat(Math.toDegrees(body.region().radians()) - degrees)
                    .as("%s degrees", degrees)
                    .isBetween(-1.3, 1.3);
        }
    }

    @Test
    void find_somebodyTurnedOfAnotherSize_isSomebodyElse() {
        world.detectorIsBlind = true;

        world.picture(new Someone(150, 200, 200 / 1.75).turned(60));
        assertThat(find(lost(1), List.of())).isNull();
        world.picture(new Someone(150, 200, 200 / 1.5).turned(60));
        assertThat(find(lost(1), List.of())).isNotNull();
    }

    @Test
    void find_somebodyTurned_isLookedForInTheFirstFourPicturesOnly() {
        world.detectorIsBlind = true;
        world.picture(BEFORE.turned(60));

        assertThat(find(lost(4), List.of())).isNotNull();
        assertThat(find(lost(5), List.of())).isNull();
    }

    @Test
    void find_furtherAway_isWithinWhatTheyCanHaveMoved() {
        // 60 pictures a second: at 1.15 trunks from the second on, and never more than 2.7.
        world.picture(new Someone(150 + 1.15 * 64, 200, 200));
        assertThat(find(lost(1), List.of())).isNull();
        assertIsAt(find(lost(2), List.of())).isBetween(222.0, 225.0);

        world.picture(new Someone(150 + 2.75 * 64, 200, 200));
        assertThat(find(lost(20), List.of())).isNull();
    }

    @Test
    void find_lostForLonger_isSearchedWhenItIsTime() {
        world.picture(new Someone(230, 200, 200));

        assertIsAt(find(lost(5), List.of(), true)).isBetween(229.0, 231.0);
        assertThat(find(lost(5), List.of(), false)).isNull();
        assertIsAt(find(lost(4), List.of(), false)).isBetween(229.0, 231.0);
    }

    @Test
    void find_severalPeopleAround_isTheNearest() {
        world.picture(new Someone(150 + 100, 200, 200), new Someone(150 - 90, 200, 180));

        assertIsAt(find(lost(6), List.of())).isBetween(59.0, 61.0);
    }

    @Test
    void find_somebodyElseWhoIsSeen_isNotTakenForThem() {
        Someone other = new Someone(200, 200, 200);
        world.picture(other);

        assertThat(find(lost(4), List.of(Followed.begun(1, other.body(), 0)))).isNull();
    }

    private @Nullable Body find(Followed lost, List<Followed> others) {
        return find(lost, others, true);
    }

    private @Nullable Body find(Followed lost, List<Followed> others, boolean due) {
        return new Search(world.sight(), lost.missedPictures() * BETWEEN).find(lost, others, due);
    }

    private static Followed lost(int pictures) {
        Followed lost = Followed.begun(0, BEFORE.body(), 0);
        for (int i = 0; i < pictures; i++) {
            lost = lost.missed();
        }
        return lost;
    }

    private static AbstractDoubleAssert<?> assertIsAt(@Nullable Body body) {
        Objects.requireNonNull(body);
        return assertThat((body.x(23) + body.x(24)) / 2);
    }
}
