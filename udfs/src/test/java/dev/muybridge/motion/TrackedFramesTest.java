package dev.muybridge.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.Poses;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TrackedFramesTest {
    private static final int FRAMES = 60;
    private static final byte[] STATE = {1, 2, 3};

    private final Random random = new Random(19);
    private final TrackedFrames whole = tracked();

    /** People come, go, are out of sight, and change their order in the tracker's state. */
    private TrackedFrames tracked() {
        List<Integer> followed = new ArrayList<>();
        List<PoseFrame> frames = new ArrayList<>();
        List<TrackerMark> marks = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < FRAMES; i++) {
            if (random.nextInt(4) == 0 && !followed.isEmpty()) {
                followed.remove(random.nextInt(followed.size()));
            }
            for (int came = random.nextInt(3); came > (followed.isEmpty() ? 0 : 1); came--) {
                followed.add(random.nextInt(followed.size() + 1), next);
                next++;
            }
            List<Person> people = followed.stream()
                    .filter(track -> random.nextInt(5) > 0 || isNew(track, marks))
                    .map(track -> new Person(track, Poses.standing(0.1, 0.5, 0.5)))
                    .toList();
            frames.add(i == 30 ? PoseFrame.unreadable(i) : new PoseFrame(i, people));
            marks.add(mark(100 + i, followed));
        }
        return new TrackedFrames(mark(99, List.of()), frames, marks, STATE);
    }

    private static boolean isNew(int track, List<TrackerMark> marks) {
        return marks.isEmpty() || track >= new TrackedFrames(marks.get(0), List.of(), List.of(), STATE).tracks();
    }

    private static TrackerMark mark(long digest, List<Integer> followed) {
        return new TrackerMark(
                digest, followed.stream().mapToInt(Integer::intValue).toArray());
    }

    @Test
    void parts_putTogether_areTheWhole() {
        assertThat(whole.tracks()).isGreaterThan(10);
        for (int cut = 0; cut <= FRAMES; cut++) {
            TrackedFrames head = whole.part(0, cut);
            TrackedFrames tail = whole.part(cut, FRAMES);

            assertThat(head.and(tail)).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    @Test
    void parts_areNumberedFromTheirOwnBeginning_whateverTheyArePartsOf() {
        TrackedFrames middle = whole.part(20, 50);

        assertThat(whole.part(10, 55).part(10, 40)).isEqualTo(middle);
        assertThat(middle.start().digest()).isEqualTo(119);
        for (int i = 0; i < middle.start().tracks().length; i++) {
            assertThat(middle.start().tracks()[i]).isEqualTo(i);
        }
        assertThat(middle.state()).isEmpty();
        assertThat(whole.part(20, FRAMES).state()).isEqualTo(STATE);
    }

    @Test
    void beginningWith_whatAnotherTrackerSaidFirst_isWhatThatOneWouldSayOfAll() {
        TrackedFrames head = whole.part(0, 25);
        List<TrackerMark> marks = new ArrayList<>(whole.marks());
        marks.set(3, new TrackerMark(-1, marks.get(3).tracks()));
        TrackedFrames other = new TrackedFrames(whole.start(), whole.frames(), marks, STATE);

        assertThat(other.beginningWith(head)).isEqualTo(whole).isNotEqualTo(other);
        assertThat(other.beginningWith(whole)).isEqualTo(whole);
    }

    @Test
    void somebodyWhoIsSeenButNotFollowed_isRefused() {
        PoseFrame frame = new PoseFrame(7, List.of(new Person(1, Poses.standing(0.1, 0.5, 0.5))));

        assertThatThrownBy(() ->
                        new TrackedFrames(mark(1, List.of()), List.of(frame), List.of(mark(2, List.of(0))), STATE))
                .hasMessage("track 1 is seen at 7, but not followed: 2[0]");
    }

    @Test
    void and_whatBeganElsewhere_isRefused() {
        TrackedFrames head = whole.part(0, 20);
        TrackedFrames other = whole.part(21, 30);

        assertThatThrownBy(() -> head.and(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a tracker ended at ");
    }
}
