package dev.muybridge.media.opencv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.media.Affine;
import dev.muybridge.media.Border;
import dev.muybridge.media.Image;
import dev.muybridge.media.RgbImage;
import dev.muybridge.media.Square;
import dev.muybridge.media.SquareCutter;
import dev.muybridge.media.SquareCutters;
import dev.muybridge.media.YuvImage;
import dev.muybridge.media.YuvToRgb;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenCvSquareCuttersIT {
    private static final int WIDTH = 6;
    private static final int HEIGHT = 5;

    /** Red grows to the right, green downwards, and blue is always the same. */
    private static RgbImage slope() {
        ByteBuffer pixels = ByteBuffer.allocateDirect(WIDTH * HEIGHT * 3);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                pixels.put((byte) (20 * x)).put((byte) (40 * y)).put((byte) 200);
            }
        }
        return new RgbImage(pixels.flip(), WIDTH, HEIGHT);
    }

    private static int[] cut(Image image, Square square, Border border, int side) {
        ByteBuffer rgb = ByteBuffer.allocateDirect(side * side * 3);
        rgb.position(1);
        try (SquareCutters cutters = new OpenCvSquareCutters()) {
            SquareCutter cutter = cutters.of(image);
            assertThat(cutter.width()).isEqualTo(image.width());
            assertThat(cutter.height()).isEqualTo(image.height());
            cutter.cut(square, border, side, rgb);
        }
        assertThat(rgb.position()).isEqualTo(1);
        int[] values = new int[rgb.capacity()];
        for (int i = 0; i < values.length; i++) {
            values[i] = rgb.get(i) & 0xff;
        }
        return values;
    }

    @Test
    void cut_pixelForPixel_isThatPartOfThePicture() {
        assertThat(cut(slope(), new Square(2, 3, 2, 0), Border.BLACK, 2))
                .containsExactly(20, 80, 200, 40, 80, 200, 20, 120, 200, 40, 120, 200);
    }

    @Test
    void cut_quarterTurn_goesDownwardsFirst() {
        assertThat(cut(slope(), new Square(2, 2, 2, Math.PI / 2), Border.BLACK, 2))
                .containsExactly(60, 40, 200, 60, 80, 200, 40, 40, 200, 40, 80, 200);
    }

    @Test
    void cut_betweenPixels_isInterpolated() {
        assertThat(cut(slope(), new Square(3, 2.75, 1, 0), Border.REPLICATE, 1)).containsExactly(50, 90, 200);
    }

    @ParameterizedTest
    @CsvSource({"REPLICATE, 100, 200", "BLACK, 0, 0"})
    void cut_beyondTheBorder_isEdgeOrBlack(Border border, int red, int blue) {
        assertThat(cut(slope(), new Square(8, 0, 1, 0), border, 1)).containsExactly(red, 0, blue);
    }

    @Test
    void cut_planes_haveTheirOwnPlacesAndColours() {
        Affine half = new Affine(0.5, 0, 0, 0, 0.5, 0);
        YuvImage image = new YuvImage(
                4,
                2,
                List.of(
                        plane(4, 2, Affine.IDENTITY, 16, 116, 216, 235, 16, 116, 216, 235),
                        plane(2, 1, half, 128, 128),
                        plane(2, 1, half, 128, 228)),
                new YuvToRgb(2, 16, 1, 0, -0.5, 0));
        // The colour is that of the square's middle, a quarter of the way from the left sample to the right one.
        assertThat(cut(image, new Square(1, 1, 2, 0), Border.REPLICATE, 2))
                .containsExactly(25, 0, 0, 225, 188, 200, 25, 0, 0, 225, 188, 200);
        assertThat(cut(image, new Square(3, 0, 1, 0), Border.REPLICATE, 1)).containsExactly(255, 255, 255);
        assertThat(cut(image, new Square(9, 9, 1, 0), Border.BLACK, 1)).containsExactly(0, 0, 0);
    }

    /** With two unused bytes at the end of each row. */
    private static YuvImage.Plane plane(int columns, int rows, Affine fromUpright, int... values) {
        ByteBuffer bytes = ByteBuffer.allocateDirect((columns + 2) * rows);
        for (int i = 0; i < values.length; i++) {
            bytes.put(i / columns * (columns + 2) + i % columns, (byte) values[i]);
        }
        return new YuvImage.Plane(bytes, columns + 2, columns, rows, fromUpright);
    }

    @Test
    void cut_wrongTarget_throwsError() {
        try (SquareCutters cutters = new OpenCvSquareCutters()) {
            SquareCutter cutter = cutters.of(slope());
            ByteBuffer small = ByteBuffer.allocateDirect(11);
            assertThatThrownBy(() -> cutter.cut(new Square(2, 2, 2, 0), Border.BLACK, 2, small))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a square of 2x2 pixels is a direct buffer of 12 bytes, was " + small);
        }
    }

    @Test
    void cut_afterAnotherPictureOrClose_throwsError() {
        ByteBuffer rgb = ByteBuffer.allocateDirect(12);
        Square square = new Square(2, 2, 2, 0);
        SquareCutters cutters = new OpenCvSquareCutters();
        SquareCutter first = cutters.of(slope());
        SquareCutter second = cutters.of(slope());
        assertThatThrownBy(() -> first.cut(square, Border.BLACK, 2, rgb))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the picture is no longer open for cutting: another one is, or none");
        second.cut(square, Border.BLACK, 2, rgb);
        cutters.close();
        cutters.close();
        assertThatThrownBy(() -> second.cut(square, Border.BLACK, 2, rgb)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cutters.of(slope()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the cutters are closed");
    }
}
