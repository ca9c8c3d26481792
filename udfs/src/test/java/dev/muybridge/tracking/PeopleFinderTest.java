package dev.muybridge.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.inference.PoseModel;
import dev.muybridge.media.RgbImage;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import dev.muybridge.tracking.PeopleFinder.Look;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PeopleFinderTest {
    private static final Pose PERSON = Poses.standing(0.5, 0.5, 0.5);
    private static final RgbImage WIDE_PICTURE = new RgbImage(ByteBuffer.allocateDirect(800 * 400 * 3), 800, 400);
    private static final RgbImage SQUARE_PICTURE = new RgbImage(ByteBuffer.allocateDirect(400 * 400 * 3), 400, 400);

    private final List<Integer> widths = new ArrayList<>();

    @Test
    void newcomers_areLookedForInTheWholePictureInTilesOrInBoth() {
        assertThat(searched(WIDE_PICTURE, Look.WIDE)).containsExactly(800);
        assertThat(searched(WIDE_PICTURE, Look.CLOSE)).containsExactly(400, 400, 400);
        assertThat(searched(WIDE_PICTURE, Look.BOTH)).containsExactly(800, 400, 400, 400);
    }

    @Test
    void newcomers_closelyInAPictureWithoutTiles_areLookedForInTheWhole() {
        assertThat(searched(SQUARE_PICTURE, Look.CLOSE)).containsExactly(400);
    }

    @Test
    void next_besideOnePerson_looksInTheWholePictureAndInTilesByTurns() {
        List<List<Integer>> looks = new ArrayList<>();
        try (PeopleTracker tracker = new PeopleTracker(recording(List.of(PERSON)))) {
            for (int second = 0; second < 5; second++) {
                widths.clear();
                tracker.next(WIDE_PICTURE, second * 1000L);
                looks.add(List.copyOf(widths));
            }
        }

        assertThat(looks.subList(1, 5))
                .containsExactly(List.of(800), List.of(400, 400, 400), List.of(800), List.of(400, 400, 400));
    }

    private List<Integer> searched(RgbImage picture, Look look) {
        PictureSize size = new PictureSize(picture.width(), picture.height());
        widths.clear();
        try (PeopleFinder finder = new PeopleFinder(recording(List.of()), size, new Retouch(size))) {
            finder.newcomers(picture, List.of(PERSON), look);
        }
        return widths;
    }

    /** Always sees the same in the whole picture, and writes down how wide its detectors' pictures are. */
    private PoseModel recording(List<Pose> seen) {
        return new AnsweringModel(image -> seen, image -> {
            widths.add(image.width());
            return image.width() == WIDE_PICTURE.width() ? seen : List.of();
        });
    }
}
