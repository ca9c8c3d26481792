package dev.muybridge.motion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.motion.Track.Sighting;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.Poses;
import dev.muybridge.pose.TimeBase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames are a tenth of a second apart; a segment has ten, and each side sees two of the other's. */
final class PeopleLinkerTest {
    private static final PictureSize SIZE = new PictureSize(1000, 1000);
    private static final int FRAMES = 10;
    private static final int SHARED = 4;

    private final PeopleLinker linker = new PeopleLinker(new TimeBase(1, 10));

    @Test
    void people_whoPassEachOtherAtTheBorder_keepTheirNumbers() {
        // One walks from 100 to 900, the larger one from 900 to 100: they meet at frame 10.
        segment(0, new Walk(0, 100, 40, 300, 0, 12), new Walk(1, 900, -40, 400, 0, 12));
        segment(1, new Walk(0, 900, -40, 400, 8, 22), new Walk(1, 100, 40, 300, 8, 22));

        assertThat(linker.people(2, 2)).containsExactly(ints(1, 0), ints(0, 1));
        assertThat(linker.people(2, 1)).containsExactly(ints(-1, 0), ints(0, -1));
    }

    @Test
    void people_whoWereOutOfSightForAShortWhile_goOnWhereTheyWere() {
        segment(0, new Walk(0, 500, 0, 400, 0, 6), new Walk(1, 510, 0, 400, 11, 12));
        segment(1, new Walk(0, 510, 0, 400, 11, 22));

        assertThat(linker.people(2, 9)).containsExactly(ints(0, 0), ints(0));
    }

    @Test
    void people_whoRanWhileOutOfSight_goOnWhereARunnerCanBe() {
        // A torso is 96 pixels: 3 of them in half a second, then 12.
        segment(0, new Walk(0, 200, 0, 300, 0, 5));
        segment(1, new Walk(0, 490, 0, 300, 10, 15));
        segment(2, new Walk(0, 990, 0, 200, 20, 32));

        assertThat(linker.people(3, 9)).containsExactly(ints(0), ints(0), ints(1));
    }

    @Test
    void people_whoAppearElsewhereOrMuchLater_areOthers() {
        segment(0, new Walk(0, 200, 0, 300, 0, 8), new Walk(1, 800, 0, 280, 9, 12));
        segment(1, new Walk(0, 800, 0, 280, 8, 22));
        segment(2);
        segment(3);
        segment(4, new Walk(0, 800, 0, 200, 40, 52));

        assertThat(linker.people(5, 9)).containsExactly(ints(1, 0), ints(0), ints(), ints(), ints(2));
    }

    @Test
    void people_besideAMomentsMistakeOnTheirBody_keepTheirNumbers() {
        segment(0, new Walk(0, 500, 0, 400, 0, 12));
        segment(1, new Walk(0, 500, 0, 400, 8, 9), new Walk(1, 510, 0, 400, 8, 22));

        assertThat(linker.people(2, 9)).containsExactly(ints(0), ints(-1, 0));
    }

    @Test
    void people_whoAreSeenForAMoment_areNobody() {
        segment(0, new Walk(0, 200, 0, 300, 0, 12), new Walk(1, 800, 0, 900, 3, 5));

        assertThat(linker.people(1, 9)).containsExactly(ints(0, -1));
    }

    @Test
    void people_inAVideoThatIsAMomentItself_areSomebody() {
        linker.add(tracks(0, 1, new Walk(0, 200, 0, 300, 0, 1)), 1);

        assertThat(linker.people(0.1, 1)).containsExactly(ints(0));
    }

    /** Someone of that height in pixels who is at {@code x + step * frame} in the frames from one to before another. */
    private record Walk(int track, double x, double step, double height, int from, int to) {}

    private void segment(int index, Walk... walks) {
        linker.add(tracks(index * FRAMES, (index + 1) * FRAMES, walks), FRAMES);
    }

    private static List<Track> tracks(int from, int to, Walk... walks) {
        List<PoseFrame> seen = new ArrayList<>();
        for (int frame = Math.max(0, from - SHARED / 2); frame < to + SHARED / 2; frame++) {
            List<Person> people = new ArrayList<>();
            for (Walk walk : walks) {
                if (frame >= walk.from() && frame < walk.to()) {
                    double x = (walk.x() + walk.step() * frame) / SIZE.width();
                    people.add(new Person(walk.track(), Poses.standing(x, 0.5, walk.height() / SIZE.height())));
                }
            }
            seen.add(new PoseFrame(frame, people));
        }
        List<Track> tracks = Track.of(seen, SIZE, new Track.Span(from, to), SHARED);
        for (Track track : tracks) {
            assertThat(track.head()).allMatch((Sighting sighting) -> sighting.pts() < from + SHARED);
        }
        return tracks;
    }

    private static int[] ints(int... values) {
        return values;
    }
}
