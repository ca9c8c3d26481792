package dev.muybridge.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.media.Border;
import dev.muybridge.media.Square;
import dev.muybridge.media.SquareCutter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** A picture that remembers which squares are cut out of it, and which of them a buffer holds. */
final class CutPicture implements SquareCutter {
    /** What a square shows. */
    interface Painter {
        /** Paints; {@code rgb} is black. */
        void paint(Square square, int side, ByteBuffer rgb);
    }

    final List<Square> squares = new ArrayList<>();
    final List<Border> borders = new ArrayList<>();
    private final IdentityHashMap<ByteBuffer, Square> shown = new IdentityHashMap<>();
    private final int width;
    private final int height;
    private final Painter painter;

    CutPicture(int width, int height, Painter painter) {
        this.width = width;
        this.height = height;
        this.painter = painter;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public void cut(Square square, Border border, int side, ByteBuffer rgb) {
        assertThat(rgb.remaining()).as("room").isEqualTo(side * side * 3);
        squares.add(square);
        borders.add(border);
        shown.put(rgb, square);
        rgb.put(0, new byte[rgb.capacity()]);
        painter.paint(square, side, rgb);
    }

    /** The square that was last cut into {@code rgb}. */
    Square shownIn(ByteBuffer rgb) {
        Square square = shown.get(rgb);
        if (square == null) {
            throw new IllegalStateException("nothing of this picture is in the buffer");
        }
        return square;
    }
}
