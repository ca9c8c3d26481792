package dev.muybridge.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.pose.Person;
import dev.muybridge.pose.Pose;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Two trackers come to the same poses, to the bit, whatever each saw before. Thirty pictures a second. */
final class PeopleTrackersTest {
    private static final int LENGTH = 75;

    /** First picture after half a second, and after a whole one, of the video's clock. */
    private static final int LOOK = 15;

    private static final int NEXT_LOOK = 30;

    @Test
    void next_trackersThatBeginInDifferentPictures_areEqualAfterALook() {
        IntFunction<List<Someone>> video = i -> List.of(
                new Someone(100 + 1.7 * i, 180 + 9 * Math.sin(i / 5.0), 150).turned(15 * Math.sin(i / 9.0)),
                new Someone(340 - 0.3 * i, 220, 97 + 0.3 * i).turned(0.4 * i));

        List<List<Pose>> whole = poses(video, 0);
        for (int from : new int[] {7, 14, 16, 23, 29}) {
            List<List<Pose>> part = poses(video, from);
            int equal = (from < LOOK ? LOOK : NEXT_LOOK) + 1;

            assertThat(part.subList(equal, LENGTH)).as("from %d", from).isEqualTo(whole.subList(equal, LENGTH));
        }
        assertThat(whole).allSatisfy(poses -> assertThat(poses).hasSize(2));
        assertThat(poses(video, 7).subList(7, LOOK)).as("before").isNotEqualTo(whole.subList(7, LOOK));
    }

    /** The detector does not say where to look for them: here it is the grid that makes them equal. */
    @Test
    void next_peopleWhoTouch_areEqualSoon() {
        IntFunction<List<Someone>> video = i -> List.of(
                new Someone(150 + 0.9 * i, 180 + 4 * Math.sin(i / 5.0), 200), new Someone(215 + 0.9 * i, 200, 190));

        List<List<Pose>> whole = poses(video, 0);
        for (int from : new int[] {7, 14, 23}) {
            assertThat(poses(video, from).subList(from + 20, LENGTH))
                    .as("from %d", from)
                    .isEqualTo(whole.subList(from + 20, LENGTH));
        }
        assertThat(whole).allSatisfy(poses -> assertThat(poses).hasSize(2));
    }

    @Test
    void next_somebodyOutOfSightAtTheLook_isEqualAgainAfterwards() {
        IntFunction<List<Someone>> video = i -> {
            Someone stays = new Someone(100 + i, 180, 150);
            return i >= NEXT_LOOK - 3 && i < NEXT_LOOK + 5
                    ? List.of(stays)
                    : List.of(stays, new Someone(320, 220, 120));
        };

        List<List<Pose>> whole = poses(video, 0);
        List<List<Pose>> part = poses(video, LOOK);

        assertThat(part.subList(LOOK + 1, LENGTH)).isEqualTo(whole.subList(LOOK + 1, LENGTH));
        assertThat(whole.get(NEXT_LOOK)).hasSize(1);
        assertThat(whole.get(NEXT_LOOK + 5)).hasSize(2);
    }

    @Test
    void next_theOrderOfThePeople_doesNotMatter() {
        IntFunction<List<Someone>> video = i ->
                List.of(new Someone(80 + i, 200, 200), new Someone(140 + i, 200, 190), new Someone(350 - i, 250, 120));

        List<List<Pose>> poses = poses(video, 0);

        assertThat(poses(i -> reversed(video.apply(i)), 0)).isEqualTo(poses);
        assertThat(poses).allSatisfy(each -> assertThat(each).hasSize(3));
    }

    /** In any picture, also where somebody is lost; and the numbers are those of the order. */
    @Test
    void resume_anothersState_saysTheSameFromThenOn() {
        IntFunction<List<Someone>> video = i -> i >= 20 && i < 26
                ? List.of(new Someone(100 + i, 180, 150))
                : List.of(new Someone(320 - i, 220, 120), new Someone(100 + i, 180, 150));
        for (int at = 0; at < 40; at++) {
            MadeUpWorld world = new MadeUpWorld();
            PeopleTracker first = world.tracker();
            for (int i = 0; i < at; i++) {
                first.next(world.picture(video.apply(i).toArray(new Someone[0])), micros(i));
            }
            PeopleTracker second = world.tracker();
            second.resume(first.state());
            assertThat(second.state()).isEqualTo(first.state());
            int[] names = first.tracks();
            for (int i = 0; i < names.length; i++) {
                assertThat(second.tracks()[i]).isEqualTo(i);
            }
            for (int i = at; i < LENGTH; i++) {
                CutPicture picture = world.picture(video.apply(i).toArray(new Someone[0]));
                assertThat(second.next(picture, micros(i)).stream().map(Person::pose))
                        .as("picture %d after %d", i, at)
                        .isEqualTo(first.next(picture, micros(i)).stream()
                                .map(Person::pose)
                                .toList());
                assertThat(second.state()).isEqualTo(first.state());
            }
        }
    }

    @Test
    void resume_whatIsNoState_isRefused() {
        PeopleTracker tracker = new MadeUpWorld().tracker();

        assertThatThrownBy(() -> tracker.resume(new byte[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this is no tracker's state: 3 bytes");
    }

    private static long micros(int picture) {
        return picture * 1_000_000L / 30;
    }

    private static List<Someone> reversed(List<Someone> people) {
        List<Someone> reversed = new ArrayList<>();
        people.forEach(person -> reversed.add(0, person));
        return reversed;
    }

    @Test
    void next_whoeverCameFirst_doesNotMatterOnceBothAreThere() {
        Someone left = new Someone(120, 200, 160);
        Someone right = new Someone(300, 200, 150);

        List<List<Pose>> leftFirst = poses(i -> i < 10 ? List.of(left) : List.of(left, right), 0);
        List<List<Pose>> rightFirst = poses(i -> i < 10 ? List.of(right) : List.of(left, right), 0);

        assertThat(rightFirst.subList(LOOK, LENGTH)).isEqualTo(leftFirst.subList(LOOK, LENGTH));
        assertThat(leftFirst.get(LOOK)).hasSize(2);
    }

    /** The poses of each picture, with none for those before {@code from}. */
    private static List<List<Pose>> poses(IntFunction<List<Someone>> video, int from) {
        MadeUpWorld world = new MadeUpWorld();
        PeopleTracker tracker = world.tracker();
        List<List<Pose>> poses = new ArrayList<>();
        for (int i = 0; i < LENGTH; i++) {
            CutPicture picture = world.picture(video.apply(i).toArray(new Someone[0]));
            List<Person> people = i < from ? List.of() : tracker.next(picture, micros(i));
            poses.add(people.stream().map(Person::pose).toList());
        }
        return poses;
    }
}
