package dev.muybridge.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.Poses;
import dev.muybridge.pose.TimeBase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SubjectTest {
    private static final PictureSize SIZE = new PictureSize(1000, 1000);
    private static final int FRAMES = 20;

    /** Of people 0 to 3, in the order of their prominence. */
    private static final LinkedPeople PEOPLE = people(
            new Walk(500, 0, 300, 0, 20), // there all the time
            new Walk(300, 30, 260, 0, 19), // from the left to the right
            new Walk(900, -40, 340, 2, 14), // large, from the right to the left
            new Walk(100, 0, 200, 0, 20)); // far away

    /** Someone of that height in pixels who is at {@code x} in the frame {@code from} and moves by {@code step} in each. */
    private record Walk(double x, double step, double height, int from, int to) {}

    @Test
    void rules_pickOneEach() {
        assertThat(Subject.Rule.LEFT.of(PEOPLE)).as("who is 100 to the left").hasValue(3);
        assertThat(Subject.Rule.RIGHT.of(PEOPLE))
                .as("who comes in at 900, not who ends there")
                .hasValue(2);
        assertThat(Subject.Rule.LARGEST.of(PEOPLE)).as("340 high").hasValue(2);
        assertThat(Subject.Rule.LONGEST.of(PEOPLE))
                .as("of two who are always there, the larger one")
                .hasValue(0);
    }

    @Test
    void rules_pickNobody_whereNobodyIs() {
        assertThat(Subject.Rule.values())
                .allSatisfy(rule -> assertThat(rule.of(people())).isEmpty());
    }

    @Test
    void subject_isNumberZero_andTheOthersKeepTheirOrder() {
        assertThat(PEOPLE.numbers(9)).containsExactly(ints(0, 1, 2, 3));
        assertThat(PEOPLE.beginningWith(2).numbers(9)).containsExactly(ints(1, 2, 0, 3));
        assertThat(PEOPLE.beginningWith(2).numbers(1)).containsExactly(ints(-1, -1, 0, -1));
        assertThat(PEOPLE.beginningWith(0).numbers(2)).containsExactly(ints(0, 1, -1, -1));
    }

    /** Of one who is 200 high, the feet are 100 below the middle, and the hair 90 above it. */
    @Test
    void at_isWhoseBodyIsThere() {
        List<Person> seen = List.of(person(4, 300, 250, 200), person(2, 800, 250, 400));

        assertThat(new Subject.At(300, 250, 0).among(seen, SIZE)).hasValue(4);
        assertThat(new Subject.At(305, 350, 0).among(seen, SIZE)).as("the feet").hasValue(4);
        assertThat(new Subject.At(300, 152, 0).among(seen, SIZE)).as("the hair").hasValue(4);
        assertThat(new Subject.At(300, 120, 0).among(seen, SIZE)).as("above").isEmpty();
        assertThat(new Subject.At(400, 250, 0).among(seen, SIZE)).as("beside").isEmpty();
        assertThat(new Subject.At(800, 80, 0).among(seen, SIZE)).hasValue(2);
        assertThat(new Subject.At(300, 250, 0).among(List.of(), SIZE)).isEmpty();
    }

    @Test
    void at_ofTwoWhoAreThere_isTheOneWhoseTrunkIsNearerForTheirSize() {
        List<Person> seen = List.of(person(0, 500, 250, 400), person(1, 560, 260, 100));

        assertThat(new Subject.At(560, 260, 0).among(seen, SIZE)).hasValue(1);
        assertThat(new Subject.At(520, 250, 0).among(seen, SIZE)).hasValue(0);
        assertThat(new Subject.At(545, 280, 0).among(seen, SIZE))
                .as("37 px away, with a torso of 32; 97 px, with one of 128")
                .hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3", "at=300.0,120.5,4.2", "left", "right", "largest", "longest"})
    void parse_takesWhatItIsWrittenAs(String text) {
        assertThat(Subject.parse(text)).hasToString(text);
    }

    @Test
    void parse_at_takesTimesAsOtherOptionsDo() {
        assertThat(Subject.parse("at=300,120,1:02.5")).isEqualTo(new Subject.At(300, 120, 62.5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "tallest", "LEFT", "", "9999999999"})
    void parse_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> Subject.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--subject must be a number, at=X,Y,T, left, right, largest or longest, was " + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"at=", "at=1,2", "at=1,2,", "at=-1,2,3", "at=1,2,3,4", "at=1,2,x", "at=a,2,3", "at=1,2,-3"})
    void parse_pointThatIsNone_isRefused(String text) {
        assertThatThrownBy(() -> Subject.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--subject at=X,Y,T must be two numbers of pixels and a time in seconds or [HH:]MM:SS, was "
                        + text);
    }

    private static LinkedPeople people(Walk... walks) {
        List<PoseFrame> frames = new ArrayList<>();
        for (int frame = 0; frame < FRAMES; frame++) {
            List<Person> seen = new ArrayList<>();
            for (int i = 0; i < walks.length; i++) {
                Walk walk = walks[i];
                if (frame >= walk.from() && frame < walk.to()) {
                    seen.add(person(i, walk.x() + walk.step() * (frame - walk.from()), 250, walk.height()));
                }
            }
            frames.add(new PoseFrame(frame, seen));
        }
        PeopleLinker linker = new PeopleLinker(new TimeBase(1, 10));
        linker.add(Track.of(frames, SIZE), walks.length, new int[0], FRAMES);
        return linker.people(2);
    }

    private static Person person(int id, double x, double y, double height) {
        double scale = height / SIZE.height();
        return new Person(id, Poses.standing(x / SIZE.width(), y / SIZE.height(), scale));
    }

    private static int[] ints(int... values) {
        return values;
    }
}
