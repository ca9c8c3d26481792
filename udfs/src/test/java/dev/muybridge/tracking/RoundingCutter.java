package dev.muybridge.tracking;

import dev.muybridge.media.Affine;
import dev.muybridge.media.Border;
import dev.muybridge.media.RgbImage;
import dev.muybridge.media.Square;
import dev.muybridge.media.SquareCutter;
import java.nio.ByteBuffer;

/** Cuts as the OpenCV inside MediaPipe does, which rounds the place of each pixel to 1/32. */
record RoundingCutter(RgbImage image) implements SquareCutter {
    private static final int PLACES = 32;
    private static final int COLOURS = 3;

    @Override
    public int width() {
        return image.width();
    }

    @Override
    public int height() {
        return image.height();
    }

    @Override
    public void cut(Square square, Border border, int side, ByteBuffer rgb) {
        Affine places = square.inPicture(side);
        for (int v = 0; v < side; v++) {
            for (int u = 0; u < side; u++) {
                double x = Math.rint((places.xx() * u + places.xy() * v + places.x0()) * PLACES) / PLACES;
                double y = Math.rint((places.yx() * u + places.yy() * v + places.y0()) * PLACES) / PLACES;
                for (int colour = 0; colour < COLOURS; colour++) {
                    rgb.put((v * side + u) * COLOURS + colour, (byte) Math.floor(between(x, y, colour, border) + 0.5));
                }
            }
        }
    }

    private double between(double x, double y, int colour, Border border) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double right = x - left;
        double down = y - top;
        double above = at(left, top, colour, border) * (1 - right) + at(left + 1, top, colour, border) * right;
        double below = at(left, top + 1, colour, border) * (1 - right) + at(left + 1, top + 1, colour, border) * right;
        return above * (1 - down) + below * down;
    }

    private int at(int x, int y, int colour, Border border) {
        int column = Math.max(0, Math.min(width() - 1, x));
        int row = Math.max(0, Math.min(height() - 1, y));
        boolean beyond = column != x || row != y;
        return beyond && border == Border.BLACK
                ? 0
                : image.pixels().get((row * width() + column) * COLOURS + colour) & 0xff;
    }
}
