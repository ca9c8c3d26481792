package dev.muybridge.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.media.RgbImage;
import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Person;
import dev.muybridge.tracking.PaintedPeople.Someone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PeopleTrackerTest {
    private static final int MILLIS = 100;

    private final PaintedPeople model = new PaintedPeople();
    private int frame;

    @Test
    void next_onePerson_isFollowedInThePictureAsItIs() {
        try (PeopleTracker tracker = new PeopleTracker(model)) {
            for (int i = 0; i < 15; i++) {
                RgbImage picture = PaintedPeople.picture(new Someone(100 + i, 200, 200));
                assertThat(places(next(tracker, picture))).isEqualTo(Map.of(0, 100 + i));
                assertThat(model.estimated).last().isSameAs(picture);
            }
        }

        assertThat(model.open).isZero();
    }

    /** The estimator would take the larger one for both. */
    @Test
    void next_severalPeople_eachHasATrackOfTheirOwn() {
        try (PeopleTracker tracker = new PeopleTracker(model)) {
            for (int i = 0; i < 30; i++) {
                RgbImage picture = PaintedPeople.picture(
                        new Someone(80 + i, 200, 200), new Someone(320 - i, 200, 120), new Someone(200, 320, 116));
                assertThat(places(next(tracker, picture))).isEqualTo(Map.of(0, 80 + i, 1, 320 - i, 2, 200));
            }
        }
    }

    @Test
    void next_somebodySmall_isFollowedOnlyWhereNobodyLargerIs() {
        try (PeopleTracker tracker = new PeopleTracker(model)) {
            assertThat(places(
                            next(tracker, PaintedPeople.picture(new Someone(80, 200, 200), new Someone(300, 200, 60)))))
                    .isEqualTo(Map.of(0, 80));
        }
        try (PeopleTracker tracker = new PeopleTracker(model)) {
            assertThat(places(next(tracker, PaintedPeople.picture(new Someone(300, 200, 60)))))
                    .isEqualTo(Map.of(0, 300));
        }
    }

    @Test
    void next_somebodySmall_isShownToTheEstimatorInAPartThatGoesWithThem() {
        try (PeopleTracker tracker = new PeopleTracker(model)) {
            for (int x = 60; x < 340; x += 5) {
                RgbImage picture = PaintedPeople.picture(new Someone(x, 200, 60));
                assertThat(places(next(tracker, picture))).isEqualTo(Map.of(0, x));
                RgbImage shown = model.estimated.get(model.estimated.size() - 1);
                assertThat(shown.width()).isLessThan(PaintedPeople.SIDE / 2);
                assertThat(PaintedPeople.people(shown)).as("at %d", x).hasSize(1);
            }
        }
    }

    /** The estimator takes the larger one, who is within a step's reach of the smaller. */
    @Test
    void next_somebodyWalksInFrontOfALargerOne_isNeverTakenForThem() {
        try (PeopleTracker tracker = new PeopleTracker(model)) {
            for (int x = 60; x < 260; x += 4) {
                List<Person> people =
                        next(tracker, PaintedPeople.picture(new Someone(200, 200, 320), new Someone(x, 210, 140)));
                assertThat(people)
                        .as("at %d", x)
                        .filteredOn(PeopleTrackerTest::isLarge)
                        .extracting(Person::id)
                        .containsExactly(0);
            }
        }
    }

    private static boolean isLarge(Person person) {
        return person.pose().landmark(BodyPoint.LEFT_ANKLE).y()
                        - person.pose().landmark(BodyPoint.NOSE).y()
                > 0.6;
    }

    @Test
    void next_somebodyIsLostAndFoundNearby_isTheSame() {
        try (PeopleTracker tracker = new PeopleTracker(model)) {
            for (int i = 0; i < 18; i++) {
                next(tracker, PaintedPeople.picture(new Someone(100, 200, 200)));
            }
            assertThat(next(tracker, PaintedPeople.picture())).isEmpty();
            assertThat(next(tracker, PaintedPeople.picture())).isEmpty();

            assertThat(places(next(tracker, PaintedPeople.picture(new Someone(190, 200, 200)))))
                    .isEqualTo(Map.of(0, 190));
        }
    }

    @Test
    void next_twoAppearWhereOneWasLost_areTwo() {
        try (PeopleTracker tracker = new PeopleTracker(model)) {
            for (int i = 0; i < 18; i++) {
                next(tracker, PaintedPeople.picture(new Someone(200, 200, 200)));
            }
            next(tracker, PaintedPeople.picture());
            next(tracker, PaintedPeople.picture());

            assertThat(places(next(
                            tracker, PaintedPeople.picture(new Someone(136, 150, 200), new Someone(262, 150, 196)))))
                    .isEqualTo(Map.of(0, 136, 1, 262));
        }
    }

    /** The detector finds two at once, and then takes what is left below the first one's foot for a third. */
    @Test
    void next_whatIsLeftOfSomebodyErased_isNobody() {
        Someone foot = new Someone(128, 318, 120);
        try (PeopleTracker tracker = new PeopleTracker(model)) {
            RgbImage picture = PaintedPeople.picture(new Someone(100, 200, 200), new Someone(300, 200, 196), foot);

            assertThat(places(next(tracker, picture))).isEqualTo(Map.of(0, 100, 1, 300));
        }
    }

    @Test
    void next_somebodyComes_isFoundWithinASecond() {
        try (PeopleTracker tracker = new PeopleTracker(model)) {
            next(tracker, PaintedPeople.picture(new Someone(100, 200, 200)));
            for (int i = 0; i < 10; i++) {
                next(tracker, PaintedPeople.picture(new Someone(100, 200, 200), new Someone(300, 200, 120)));
            }

            assertThat(places(next(
                            tracker, PaintedPeople.picture(new Someone(100, 200, 200), new Someone(300, 200, 120)))))
                    .isEqualTo(Map.of(0, 100, 1, 300));
        }
    }

    @Test
    void next_somebodyGoes_theOthersStayWhoTheyAre() {
        try (PeopleTracker tracker = new PeopleTracker(model)) {
            for (int i = 0; i < 5; i++) {
                next(tracker, PaintedPeople.picture(new Someone(100, 200, 200), new Someone(300, 200, 120)));
            }
            for (int i = 0; i < 40; i++) {
                assertThat(places(next(tracker, PaintedPeople.picture(new Someone(300, 200, 120)))))
                        .as("frame %d", i)
                        .isEqualTo(Map.of(1, 300));
            }
        }
    }

    @Test
    void next_theOnlyPersonIsSomewhereElseAtOnce_isAnother() {
        try (PeopleTracker tracker = new PeopleTracker(model)) {
            next(tracker, PaintedPeople.picture(new Someone(100, 200, 120)));

            assertThat(places(next(tracker, PaintedPeople.picture(new Someone(300, 200, 120)))))
                    .isEqualTo(Map.of(1, 300));
        }
    }

    @Test
    void next_nobody_isNobodyUntilSomebodyComes() {
        try (PeopleTracker tracker = new PeopleTracker(model)) {
            assertThat(next(tracker, PaintedPeople.picture())).isEmpty();
            assertThat(next(tracker, PaintedPeople.picture())).isEmpty();
            next(tracker, PaintedPeople.picture(new Someone(100, 200, 120)));
            assertThat(places(next(tracker, PaintedPeople.picture(new Someone(100, 200, 120)))))
                    .isEqualTo(Map.of(0, 100));
        }
    }

    private List<Person> next(PeopleTracker tracker, RgbImage picture) {
        return tracker.next(picture, (long) frame++ * MILLIS);
    }

    /** By track, the pixel of the body's middle. */
    private static Map<Integer, Integer> places(List<Person> people) {
        Map<Integer, Integer> places = new HashMap<>();
        people.forEach(person -> places.put(
                person.id(),
                Math.round((person.pose().landmark(BodyPoint.LEFT_HIP).x()
                                + person.pose().landmark(BodyPoint.RIGHT_HIP).x())
                        / 2
                        * PaintedPeople.SIDE)));
        return places;
    }
}
