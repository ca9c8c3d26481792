package dev.muybridge.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Person;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A picture each tenth of a second; the detector looks everywhere in each fifth. */
final class PeopleTrackerTest {
    private static final long MICROS = 100_000;
    private static final int SIDE = 400;

    private final MadeUpWorld world = new MadeUpWorld();
    private final PeopleTracker tracker = world.tracker();
    private int frame;

    @Test
    void next_onePerson_isFollowed() {
        for (int i = 0; i < 15; i++) {
            assertThat(places(next(new Someone(100 + i, 200, 200)))).isEqualTo(Map.of(0, 100 + i));
        }
    }

    /** Nearly all of a tracker's time goes into the models. */
    @Test
    void next_somebodyWhoIsKnown_takesOneRunMoreWhereTheDetectorLooksEverywhere() {
        AnsweringModel landmarks = world.landmarks();
        PeopleTracker counted = new PeopleTracker(world.detector(), landmarks);
        counted.next(world.picture(new Someone(100, 200, 200)), 0);
        for (int i = 1; i < 30; i++) {
            int before = landmarks.runs;
            counted.next(world.picture(new Someone(100 + 1.7 * i, 200, 200)), i * MICROS);

            assertThat(landmarks.runs - before).as("picture %d", i).isEqualTo(i % 5 == 0 ? 2 : 1);
        }
    }

    /** Two of them within each other's reach: without paint the model would take the larger for both. */
    @Test
    void next_severalPeople_eachHasATrackOfTheirOwn() {
        for (int i = 0; i < 30; i++) {
            assertThat(places(next(
                            new Someone(80 + i, 200, 200),
                            new Someone(140 + i, 200, 190),
                            new Someone(350 - i, 250, 120))))
                    .as("picture %d", i)
                    .isEqualTo(Map.of(0, 80 + i, 1, 140 + i, 2, 350 - i));
        }
    }

    @Test
    void next_somebodySmall_isFollowedBesideSomebodyLarge() {
        for (int i = 0; i < 12; i++) {
            assertThat(places(next(new Someone(80, 200, 200), new Someone(300 + i, 200, 60))))
                    .isEqualTo(Map.of(0, 80, 1, 300 + i));
        }
    }

    @Test
    void next_somebodyWalksInFrontOfALargerOne_isNeverTakenForThem() {
        for (int x = 60; x < 260; x += 4) {
            assertThat(next(new Someone(200, 200, 320), new Someone(x, 210, 140)))
                    .as("at %d", x)
                    .filteredOn(PeopleTrackerTest::isLarge)
                    .extracting(Person::id)
                    .containsExactly(0);
        }
    }

    private static boolean isLarge(Person person) {
        return person.pose().landmark(BodyPoint.LEFT_ANKLE).y()
                        - person.pose().landmark(BodyPoint.NOSE).y()
                > 0.6;
    }

    @Test
    void next_somebodyIsLostAndFoundNearby_isTheSame() {
        repeat(18, new Someone(100, 200, 200));
        assertThat(next()).isEmpty();
        assertThat(next()).isEmpty();

        // A trunk is 64 pixels.
        assertThat(places(next(new Someone(185, 200, 200)))).isEqualTo(Map.of(0, 185));
    }

    @Test
    void next_twoAppearWhereOneWasLost_areTwo() {
        repeat(18, new Someone(200, 200, 200));
        repeat(2);

        assertThat(places(next(new Someone(136, 150, 200), new Someone(270, 150, 196))))
                .containsEntry(0, 137);
        assertThat(places(repeat(5, new Someone(136, 150, 200), new Someone(270, 150, 196))))
                .isEqualTo(Map.of(0, 136, 1, 270));
    }

    /** The detector is surer of the larger one, but they are less than a body apart. */
    @Test
    void next_twoDetectionsOfOneBody_theMoreVisibleOneIsFollowed() {
        world.nearestIsTaken = true;
        Someone madeUp = new Someone(200, 200, 210).visible(1);
        assertThat(places(next(madeUp))).isEqualTo(Map.of(0, 200));

        PeopleTracker fresh = world.tracker();
        assertThat(places(fresh.next(world.picture(madeUp, new Someone(236, 200, 200)), 0)))
                .isEqualTo(Map.of(0, 236));
    }

    /** The model is surer of the smaller one, the detector of the larger one by more. */
    @Test
    void next_twoDetectionsOfOneBody_theOneThatTheDetectorIsSurerOfIsFollowed() {
        world.nearestIsTaken = true;
        Someone madeUp = new Someone(200, 200, 150).visible(6);

        assertThat(places(next(madeUp, new Someone(236, 200, 210)))).isEqualTo(Map.of(0, 236));
    }

    /** Where the detector sees the smaller one, the model first sees the larger one. */
    @Test
    void next_somebodyBehindALargerOne_isFoundInTheFirstPicture() {
        world.smallerIsSurer = true;

        assertThat(places(next(new Someone(140, 200, 200), new Someone(200, 200, 190))))
                .isEqualTo(Map.of(0, 140, 1, 200));
    }

    @Test
    void next_somebodyComes_isFoundAtTheNextHalfSecond() {
        repeat(1, new Someone(100, 200, 200));
        for (int i = 1; i < 5; i++) {
            assertThat(places(next(new Someone(100, 200, 200), new Someone(300, 200, 120))))
                    .isEqualTo(Map.of(0, 100));
        }

        assertThat(places(next(new Someone(100, 200, 200), new Someone(300, 200, 120))))
                .isEqualTo(Map.of(0, 100, 1, 300));
    }

    /** The detector sees such a person in small tiles only. */
    @Test
    void next_somebodySmallComes_isFoundAfterTwoSeconds() {
        Someone large = new Someone(100, 200, 200);
        repeat(1, large);

        assertThat(places(repeat(19, large, new Someone(300, 200, 60)))).isEqualTo(Map.of(0, 100));
        assertThat(places(next(large, new Someone(300, 200, 60)))).isEqualTo(Map.of(0, 100, 1, 300));
    }

    /** A trunk is 64 pixels. */
    @Test
    void next_somebodyWhoTouchesAnotherComes_isFoundIfTheyAreFarEnoughApart() {
        Someone known = new Someone(150, 200, 200);
        repeat(3, known);

        assertThat(places(repeat(12, known, new Someone(192, 200, 190)))).isEqualTo(Map.of(0, 150));
        assertThat(places(repeat(6, known, new Someone(215, 200, 190)))).isEqualTo(Map.of(0, 150, 1, 215));
    }

    @Test
    void next_somebodyGoes_theOthersStayWhoTheyAre() {
        repeat(15, new Someone(100, 200, 200), new Someone(300, 200, 120));
        for (int i = 0; i < 40; i++) {
            assertThat(places(next(new Someone(300, 200, 120))))
                    .as("picture %d", i)
                    .isEqualTo(Map.of(1, 300));
        }
    }

    @Test
    void next_awayForASecond_isTheSame() {
        repeat(18, new Someone(100, 200, 200));
        repeat(9);

        assertThat(places(next(new Someone(100, 200, 200)))).isEqualTo(Map.of(0, 100));
    }

    @Test
    void next_awayForMoreThanASecond_isAnother() {
        repeat(18, new Someone(100, 200, 200));
        repeat(11);

        assertThat(places(repeat(5, new Someone(100, 200, 200)))).isEqualTo(Map.of(1, 100));
    }

    @Test
    void next_seenInAFewPicturesOnly_isGoneAfterTwo() {
        repeat(9, new Someone(100, 200, 200));
        repeat(1);
        assertThat(places(next(new Someone(100, 200, 200)))).isEqualTo(Map.of(0, 100));

        MadeUpWorld other = new MadeUpWorld();
        PeopleTracker fresh = other.tracker();
        for (int i = 0; i < 9; i++) {
            fresh.next(other.picture(new Someone(100, 200, 200)), i * MICROS);
        }
        fresh.next(other.picture(), 9 * MICROS);
        fresh.next(other.picture(), 10 * MICROS);
        assertThat(fresh.next(other.picture(new Someone(100, 200, 200)), 11 * MICROS))
                .isEmpty();
    }

    @Test
    void next_theOnlyPersonIsSomewhereElseAtOnce_isAnother() {
        next(new Someone(100, 200, 120));

        assertThat(next(new Someone(300, 200, 120))).isEmpty();
        assertThat(places(repeat(4, new Someone(300, 200, 120)))).isEqualTo(Map.of(1, 300));
    }

    @Test
    void next_nobody_isNobodyUntilSomebodyComes() {
        assertThat(repeat(5)).isEmpty();

        assertThat(places(next(new Someone(100, 200, 120)))).isEqualTo(Map.of(0, 100));
    }

    /** As in a somersault: the detector does not know such a body. */
    @Test
    void next_somebodyTurnsOver_isFoundAtAnotherAngle() {
        Someone upright = new Someone(200, 200, 200);
        repeat(12, upright);
        world.detectorIsBlind = true;

        for (double degrees : new double[] {50, 100, 180, 270, 350}) {
            List<Person> people = next(upright.turned(degrees));
            assertThat(places(people)).as("%s degrees", degrees).isEqualTo(Map.of(0, 200));
            assertThat(people.get(0).pose().landmark(BodyPoint.NOSE).y() * SIDE)
                    .isCloseTo((float) upright.turned(degrees).place(0)[1], within(2f));
        }
    }

    @Test
    void next_somebodyTurnsOverBesideAnother_isNotSearchedAtOtherAngles() {
        Someone other = new Someone(100, 200, 190);
        repeat(12, new Someone(200, 200, 200), other);
        world.detectorIsBlind = true;

        assertThat(places(next(new Someone(200, 200, 200).turned(90), other))).isEqualTo(Map.of(1, 100));
    }

    /** Their region shows the other, as soon as they are not there. */
    @Test
    void next_twoOnOneBody_whoeverJumpedFurtherGivesWay() {
        repeat(15, new Someone(150, 200, 190), new Someone(200, 200, 200));

        for (int i = 0; i < 12; i++) {
            assertThat(places(next(new Someone(200, 200, 200))))
                    .as("picture %d", i)
                    .isEqualTo(Map.of(0, 200));
        }
    }

    @Test
    void next_barelyPresentAndStill_isKept() {
        Someone person = new Someone(200, 200, 200);
        repeat(12, person);

        for (int i = 0; i < 12; i++) {
            assertThat(places(next(person.barelyPresent(0.2))))
                    .as("picture %d", i)
                    .isEqualTo(Map.of(0, 200));
        }
        assertThat(next(person.barelyPresent(0.09))).isEmpty();
    }

    @Test
    void next_barelyPresentAndElsewhere_isNotBelieved() {
        repeat(12, new Someone(200, 200, 200));

        assertThat(next(new Someone(220, 200, 200).barelyPresent(0.4))).isEmpty();
    }

    @Test
    void next_foreshortenedWhereTheyWere_isKept() {
        Someone person = new Someone(200, 200, 200);
        repeat(12, person);
        world.detectorIsBlind = true;

        for (int i = 0; i < 12; i++) {
            assertThat(places(next(person.foreshortened(0.3))))
                    .as("picture %d", i)
                    .isEqualTo(Map.of(0, 200));
        }
    }

    /** The legs of somebody who walks out of the picture are no small person. */
    @Test
    void next_foreshortenedElsewhere_isNotBelievedUnlessTheDetectorSeesThem() {
        repeat(12, new Someone(200, 200, 200));
        world.detectorIsBlind = true;
        Someone further = new Someone(220, 200, 200);

        assertThat(next(further.foreshortened(0.6))).isEmpty();
        world.detectorIsBlind = false;
        assertThat(places(next(further.foreshortened(0.6)))).isEqualTo(Map.of(0, 220));
    }

    /** The logit 1.2 is a visibility of 0.77, and 1.8 of 0.86. */
    @Test
    void next_aForeshortenedNewcomer_hasToBeVisible() {
        Someone newcomer = new Someone(200, 200, 200);

        assertThat(next(newcomer.foreshortened(0.5).visible(1.2))).isEmpty();
        assertThat(repeat(5, newcomer.foreshortened(0.5).visible(1.8))).hasSize(1);
        MadeUpWorld other = new MadeUpWorld();
        assertThat(other.tracker().next(other.picture(newcomer.visible(1.2)), 0))
                .as("upright")
                .hasSize(1);
    }

    /** The logit 0.5 is a visibility of 0.62. */
    @Test
    void next_hardlyVisibleAndLost_isGoneAfterTwo() {
        Someone person = new Someone(100, 200, 200);
        repeat(12, person);
        repeat(5, person.visible(0.5));
        repeat(1);
        assertThat(places(next(person.visible(0.5)))).isEqualTo(Map.of(0, 100));

        repeat(2);
        assertThat(places(repeat(5, person))).isEqualTo(Map.of(1, 100));
    }

    private List<Person> repeat(int pictures, Someone... people) {
        List<Person> last = List.of();
        for (int i = 0; i < pictures; i++) {
            last = next(people);
        }
        return last;
    }

    private List<Person> next(Someone... people) {
        return tracker.next(world.picture(people), frame++ * MICROS);
    }

    /** By track, the pixel of the middle of the hips. */
    private static Map<Integer, Integer> places(List<Person> people) {
        Map<Integer, Integer> places = new HashMap<>();
        people.forEach(person -> places.put(
                person.id(),
                Math.round((person.pose().landmark(BodyPoint.LEFT_HIP).x()
                                + person.pose().landmark(BodyPoint.RIGHT_HIP).x())
                        / 2
                        * SIDE)));
        return places;
    }
}
