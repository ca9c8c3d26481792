package dev.muybridge.motion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.Poses;
import dev.muybridge.pose.TimeBase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames are a tenth of a second apart; a segment has ten. */
final class PeopleLinkerTest {
    private static final PictureSize SIZE = new PictureSize(1000, 1000);
    private static final int FRAMES = 10;
    private static final int[] NOBODY = {};

    private final PeopleLinker linker = new PeopleLinker(new TimeBase(1, 10));
    private int segments;

    @Test
    void people_whoAreFollowedAcrossABorder_keepTheirNumbers_whereverTheyAre() {
        // One walks from 100 to 900, the larger one from 900 to 100: they meet at frame 10, and the tracker names the
        // left one first.
        segment(ints(1, 0), new Walk(0, 100, 40, 300, 0, 10), new Walk(1, 900, -40, 400, 0, 10));
        segment(NOBODY, new Walk(0, 900, -40, 400, 10, 20), new Walk(1, 100, 40, 300, 10, 20));

        assertThat(linker.people(2).numbers(2)).containsExactly(ints(1, 0), ints(0, 1));
        assertThat(linker.people(2).numbers(1)).containsExactly(ints(-1, 0), ints(0, -1));
    }

    @Test
    void people_whoAreFollowedThroughASegmentThatDoesNotShowThem_keepTheirNumbers() {
        segment(ints(0, 1), new Walk(0, 100, 0, 400, 0, 10), new Walk(1, 900, 0, 300, 0, 10));
        segment(ints(0, 1), new Walk(0, 100, 0, 400, 10, 20));
        segment(NOBODY, new Walk(0, 100, 0, 400, 20, 30), new Walk(1, 500, 0, 300, 20, 30));

        assertThat(linker.people(3).numbers(9)).containsExactly(ints(0, 1), ints(0, 1), ints(0, 1));
    }

    @Test
    void people_whoWereOutOfSightForAShortWhile_goOnWhereTheyWere() {
        segment(NOBODY, new Walk(0, 500, 0, 400, 0, 6));
        segment(NOBODY, new Walk(0, 510, 0, 400, 11, 20));

        assertThat(linker.people(2).numbers(9)).containsExactly(ints(0), ints(0));
    }

    @Test
    void people_whoRanWhileOutOfSight_goOnWhereARunnerCanBe() {
        // A torso is 96 pixels: 3 of them in half a second, then 12.
        segment(NOBODY, new Walk(0, 200, 0, 300, 0, 5));
        segment(NOBODY, new Walk(0, 490, 0, 300, 10, 15));
        segment(NOBODY, new Walk(0, 990, 0, 200, 20, 30));

        assertThat(linker.people(3).numbers(9)).containsExactly(ints(0), ints(0), ints(1));
    }

    @Test
    void people_whoAppearElsewhereOrMuchLater_areOthers() {
        segment(ints(1), new Walk(0, 200, 0, 300, 0, 8), new Walk(1, 800, 0, 280, 9, 10));
        segment(NOBODY, new Walk(0, 800, 0, 280, 10, 20));
        segment(NOBODY);
        segment(NOBODY);
        segment(NOBODY, new Walk(0, 800, 0, 190, 40, 50));

        assertThat(linker.people(5).numbers(9)).containsExactly(ints(1, 0), ints(0), ints(), ints(), ints(2));
    }

    /** Trunks are 96 and 93 pixels. */
    @Test
    void people_whoComeBackAfterSeconds_areTheSameNearby_ifTheirSizeIs() {
        segment(NOBODY, new Walk(0, 200, 0, 300, 0, 8));
        segment(NOBODY);
        segment(NOBODY);
        segment(NOBODY, new Walk(0, 350, 0, 290, 30, 39), new Walk(1, 600, 0, 300, 30, 38));

        assertThat(linker.people(4).numbers(9)).containsExactly(ints(0), ints(), ints(), ints(0, 1));
    }

    @Test
    void people_whoComeBackMuchLater_areOthers() {
        segment(NOBODY, new Walk(0, 200, 0, 300, 0, 10));
        for (int i = 1; i < 6; i++) {
            segment(NOBODY);
        }
        segment(NOBODY, new Walk(0, 200, 0, 290, 60, 70));

        assertThat(linker.people(7).numbers(9)).last().isEqualTo(ints(1));
    }

    /** Whoever is still followed, and is seen again later, is nobody's continuation meanwhile. */
    @Test
    void people_whoAppearBesideSomebodyOutOfSight_areOthers_whereverTheVideoIsCut() {
        Walk stays = new Walk(0, 500, 0, 400, 0, 4);
        Walk comes = new Walk(1, 520, 0, 300, 6, 20);
        Walk isBack = new Walk(0, 500, 0, 400, 12, 20);
        segment(ints(0, 1), stays, comes);
        segment(NOBODY, isBack, comes);
        assertThat(linker.people(2).numbers(9)).containsExactly(ints(0, 1), ints(0, 1));

        PeopleLinker uncut = new PeopleLinker(new TimeBase(1, 10));
        uncut.add(tracks(0, 20, stays, isBack, comes), 2, NOBODY, 20);
        assertThat(uncut.people(2).numbers(9)).containsExactly(ints(0, 1));
    }

    @Test
    void people_whoAreSeenForAMoment_areNobody() {
        segment(NOBODY, new Walk(0, 200, 0, 300, 0, 10), new Walk(1, 800, 0, 900, 3, 5));

        assertThat(linker.people(1).numbers(9)).containsExactly(ints(0, -1));
    }

    @Test
    void people_inAVideoThatIsAMomentItself_areSomebody() {
        linker.add(tracks(0, 1, new Walk(0, 200, 0, 300, 0, 1)), 1, NOBODY, 1);

        assertThat(linker.people(0.1).numbers(1)).containsExactly(ints(0));
    }

    /** Someone of that height in pixels who is at {@code x + step * frame} in the frames from one to before another. */
    private record Walk(int track, double x, double step, double height, int from, int to) {}

    private void segment(int[] end, Walk... walks) {
        int from = segments * FRAMES;
        segments++;
        int count = 1 + Arrays.stream(walks).mapToInt(Walk::track).max().orElse(-1);
        linker.add(tracks(from, from + FRAMES, walks), count, end, FRAMES);
    }

    private static List<Track> tracks(int from, int to, Walk... walks) {
        List<PoseFrame> frames = new ArrayList<>();
        for (int frame = from; frame < to; frame++) {
            List<Person> people = new ArrayList<>();
            for (Walk walk : walks) {
                if (frame >= walk.from() && frame < walk.to()) {
                    double x = (walk.x() + walk.step() * frame) / SIZE.width();
                    people.add(new Person(walk.track(), Poses.standing(x, 0.5, walk.height() / SIZE.height())));
                }
            }
            frames.add(new PoseFrame(frame, people));
        }
        return Track.of(frames, SIZE);
    }

    private static int[] ints(int... values) {
        return values;
    }
}
