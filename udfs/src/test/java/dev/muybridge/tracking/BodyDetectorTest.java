package dev.muybridge.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.media.Border;
import dev.muybridge.media.Square;
import dev.muybridge.tracking.DetectorTensors.Box;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class BodyDetectorTest {
    /** From 100, 0 to 500, 400. */
    private static final Square SQUARE = new Square(300, 200, 400, 0);

    private static final double NEARLY = 1e-3;

    private final CutPicture picture = new CutPicture(800, 400, (square, side, rgb) -> {});

    @Test
    void look_oneAnchor_isTheRegionOfItsFirstTwoPoints() {
        Box box = new Box(0.5, 0.6, 0.75, 0.6, 0.3);
        for (int anchor : new int[] {0, 781, 1567, 1568, 1959, 1960, 2253}) {
            List<Detection> found = look(tensors -> tensors.body(anchor, 2, box));

            assertThat(found).as("anchor %d", anchor).hasSize(1);
            assertThat(found.get(0).score()).isCloseTo(0.8808, within(NEARLY));
            assertIsAbout(found.get(0).region(), new Region(300, 240, 250, Math.PI / 2));
        }
    }

    @Test
    void look_cutsOutTheSquares_withBlackAround() {
        look(tensors -> {});

        assertThat(picture.squares).containsExactly(SQUARE);
        assertThat(picture.borders).containsExactly(Border.BLACK);
    }

    /** The scores are 3/4 and 1/2; what they have in common is 9/11. */
    @Test
    void look_twoAnchorsThatOverlap_areOneBodyAtTheirMeanByScore() {
        List<Detection> found = look(tensors -> {
            tensors.body(10, 0, new Box(0.5, 0.6, 0.5, 0.3, 0.4));
            tensors.body(1700, Math.log(3), new Box(0.54, 0.6, 0.54, 0.3, 0.4));
        });

        assertThat(found).hasSize(1);
        assertThat(found.get(0).score()).isCloseTo(0.75, within(NEARLY));
        assertIsAbout(found.get(0).region(), new Region(100 + 400 * 0.524, 240, 300, 0));
    }

    /** In common is 3/7 of both. */
    @Test
    void look_twoAnchorsThatOverlapByLessThanHalf_areTwoBodies() {
        assertThat(look(tensors -> {
                    tensors.body(10, 1, new Box(0.4, 0.6, 0.4, 0.3, 0.4));
                    tensors.body(12, 1, new Box(0.56, 0.6, 0.56, 0.3, 0.4));
                }))
                .hasSize(2);
    }

    @Test
    void look_twoAnchorsApart_areTwoBodies_theSurestFirst() {
        List<Detection> found = look(tensors -> {
            tensors.body(3, 1, new Box(0.2, 0.6, 0.2, 0.4, 0.2));
            tensors.body(2000, 3, new Box(0.8, 0.6, 0.8, 0.4, 0.2));
        });

        assertThat(found).hasSize(2);
        assertIsAbout(found.get(0).region(), new Region(420, 240, 200, 0));
        assertIsAbout(found.get(1).region(), new Region(180, 240, 200, 0));
    }

    /** Nothing can be cut out of a picture there. */
    @Test
    void look_bodyWithoutASize_isNobody() {
        assertThat(look(tensors -> tensors.body(10, 3, new Box(0.5, 0.5, 0.5, 0.5, 0.3))))
                .isEmpty();
    }

    @Test
    void look_scoresBelowHalf_areNobody() {
        Box box = new Box(0.5, 0.6, 0.5, 0.3, 0.3);

        assertThat(look(tensors -> tensors.body(7, -0.001, box))).isEmpty();
        assertThat(look(tensors -> tensors.body(7, 0, box))).hasSize(1);
    }

    /** The second square, from 250, 50 to 450, 250, shows the body larger: the model is surer there. */
    @Test
    void look_theSameBodyInTwoSquares_isFoundOnce_asTheSurerSays() {
        Square closer = new Square(350, 150, 200, 0);

        List<Detection> found = look(List.of(SQUARE, closer), square -> {
            DetectorTensors tensors = new DetectorTensors();
            if (square.equals(SQUARE)) {
                tensors.body(3, 1, new Box(0.5, 0.5, 0.5, 0.25, 0.3));
                tensors.body(8, 1, new Box(0.2, 0.5, 0.2, 0.25, 0.3));
            } else {
                tensors.body(5, 2, new Box(0.25 + 0.02, 0.75, 0.25 + 0.02, 0.25, 0.5));
            }
            return tensors;
        });

        assertThat(found).hasSize(2);
        assertIsAbout(found.get(0).region(), new Region(304, 200, 250, 0));
        assertIsAbout(found.get(1).region(), new Region(180, 200, 250, 0));
    }

    private List<Detection> look(Consumer<DetectorTensors> seen) {
        return look(List.of(SQUARE), square -> {
            DetectorTensors tensors = new DetectorTensors();
            seen.accept(tensors);
            return tensors;
        });
    }

    private List<Detection> look(List<Square> squares, Function<Square, DetectorTensors> seen) {
        Function<ByteBuffer, Square> square = picture::shownIn;
        return new BodyDetector(AnsweringModel.detector(
                        rgb -> seen.apply(square.apply(rgb)).tensors()))
                .look(picture, squares);
    }

    private static void assertIsAbout(Region region, Region expected) {
        assertThat(region.x()).isCloseTo(expected.x(), within(NEARLY));
        assertThat(region.y()).isCloseTo(expected.y(), within(NEARLY));
        assertThat(region.side()).isCloseTo(expected.side(), within(NEARLY));
        assertThat(region.radians()).isCloseTo(expected.radians(), within(NEARLY));
    }
}
