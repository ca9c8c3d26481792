package dev.muybridge.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SquareTest {
    @Test
    void inPicture_upright_isScaledAroundItsCentre() {
        Affine map = new Square(100, 50, 64, 0).inPicture(32);
        assertThat(map).isEqualTo(new Affine(2, -0.0, 68, 0, 2, 18));
    }

    @Test
    void inPicture_turnedClockwise_beginsAtTheTopRight() {
        Affine map = new Square(100, 50, 64, Math.PI / 2).inPicture(32);
        assertThat(map.x0()).isCloseTo(132, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(map.y0()).isCloseTo(18, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(map.yx()).isEqualTo(2);
    }

    @Test
    void then_goesThroughBothMaps() {
        Affine shift = new Affine(1, 0, 5, 0, 1, 7);
        Affine turn = new Affine(0, -1, 0, 1, 0, 0);
        assertThat(shift.then(turn)).isEqualTo(new Affine(0, -1, -7, 1, 0, 5));
        assertThat(turn.then(Affine.IDENTITY)).isEqualTo(turn);
    }

    @Test
    void square_impossible_throwsError() {
        assertThatThrownBy(() -> new Square(1, 2, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a square has a finite place and angle and a side of more than 0, was 1.0, 2.0, 0.0, 0.0");
        assertThatThrownBy(() -> new Square(1, Double.NaN, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
