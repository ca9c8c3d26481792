package dev.muybridge.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.media.Square;
import dev.muybridge.motion.PictureSize;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TilesTest {
    private static final PictureSize WIDE = new PictureSize(1920, 1080);

    @Test
    void starts_coverTheLength_andOverlapByHalfAtLeast() {
        assertThat(Tiles.starts(400, 400)).containsExactly(0);
        assertThat(Tiles.starts(800, 400)).containsExactly(0, 200, 400);
        assertThat(Tiles.starts(500, 400)).containsExactly(0, 100);
        for (int length = 300; length < 2000; length += 7) {
            List<Integer> starts = Tiles.starts(length, 300);
            assertThat(starts.get(0)).isZero();
            assertThat(starts.get(starts.size() - 1)).isEqualTo(length - 300);
            for (int i = 1; i < starts.size(); i++) {
                assertThat(starts.get(i) - starts.get(i - 1)).isBetween(1, 150);
            }
        }
    }

    @Test
    void everywhere_isTheWholePicture_thenLargeTiles_thenSmallOnes() {
        List<Square> squares = new Tiles(WIDE).everywhere(true);

        assertThat(squares).hasSize(19);
        assertThat(squares.get(0)).isEqualTo(new Square(960, 540, 1920, 0));
        assertThat(squares.subList(1, 4))
                .containsExactly(
                        new Square(540, 540, 1080, 0), new Square(960, 540, 1080, 0), new Square(1380, 540, 1080, 0));
        assertThat(squares.subList(4, 19)).extracting(Square::side).containsOnly(648.0);
        assertThat(squares.get(4)).isEqualTo(new Square(324, 324, 648, 0));
        assertThat(squares.get(18)).isEqualTo(new Square(1596, 756, 648, 0));
    }

    @Test
    void everywhere_fromAfar_isWithoutTheSmallOnes() {
        assertThat(new Tiles(WIDE).everywhere(false))
                .isEqualTo(new Tiles(WIDE).everywhere(true).subList(0, 4));
    }

    @Test
    void everywhere_inAnUprightPicture_isTheSameTurned() {
        assertThat(new Tiles(new PictureSize(1080, 1920)).everywhere(true))
                .hasSize(19)
                .contains(new Square(540, 960, 1920, 0), new Square(540, 1380, 1080, 0));
    }

    @Test
    void everywhere_inASquarePicture_hasTheWholeOnce() {
        assertThat(new Tiles(new PictureSize(400, 400)).everywhere(true))
                .hasSize(10)
                .extracting(Square::side)
                .containsOnlyOnce(400.0);
    }

    @Test
    void everywhere_tilesOfFewerPixelsThanTheDetectors_areLeftOut() {
        assertThat(new Tiles(new PictureSize(320, 240)).everywhere(true))
                .containsExactly(
                        new Square(160, 120, 320, 0), new Square(120, 120, 240, 0), new Square(200, 120, 240, 0));
        assertThat(new Tiles(new PictureSize(298, 223)).everywhere(true))
                .containsExactly(new Square(149, 111.5, 298, 0));
        assertThat(new Tiles(new PictureSize(16, 9)).everywhere(true)).containsExactly(new Square(8, 4.5, 16, 0));
    }

    @Test
    void around_isLargeEnoughInsideAndAroundTheMiddle() {
        Tiles tiles = new Tiles(WIDE);
        for (double x = -30; x <= 1950; x += 37) {
            for (double side : new double[] {50, 166, 400, 2500}) {
                Square square = tiles.around(new Region(x, 500, side, 1));

                assertThat(square.side()).isBetween(Math.min(1.68 * side, 1080), 2.38 * side);
                assertThat(square.x()).isBetween(square.side() / 2, 1920 - square.side() / 2);
                assertThat(square.y()).isBetween(square.side() / 2, 1080 - square.side() / 2);
                double nearest = Math.max(square.side() / 2, Math.min(1920 - square.side() / 2, x));
                assertThat(Math.abs(square.x() - nearest)).isLessThanOrEqualTo(square.side() / 8 + 1);
                assertThat(square.radians()).isZero();
            }
        }
    }

    @Test
    void around_aLittleFurther_isMostlyTheSame() {
        Tiles tiles = new Tiles(WIDE);
        int moves = 0;
        for (double x = 300; x < 1600; x += 10) {
            Square here = tiles.around(new Region(x, 500, 150, 0));
            moves += here.equals(tiles.around(new Region(x + 10, 500, 150, 0))) ? 0 : 1;
        }

        // A quarter of 256 pixels.
        assertThat(moves).isBetween(20, 21);
    }

    @Test
    void around_somebodyTiny_isNotSmallerThanAFewPixels() {
        assertThat(new Tiles(WIDE).around(new Region(960, 540, 2, 0)).side()).isEqualTo(64);
        assertThat(new Tiles(new PictureSize(16, 9)).around(new Region(5, 5, 2, 0)))
                .isEqualTo(new Square(4.5, 4.5, 9, 0));
    }
}
