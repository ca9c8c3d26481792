package dev.muybridge.media;

/**
 * A square in the upright picture, which may be turned and may reach beyond the picture. Places are as MediaPipe counts them: when the
 * square is cut out, the pixel in the middle of the result, to the right and below if there are two, is at {@code x, y}.
 *
 * @param x of its centre, pixels, left = 0
 * @param y of its centre, pixels, top = 0
 * @param side pixels, more than 0
 * @param radians clockwise: the square's own upright direction is turned by this against the picture's
 */
public record Square(double x, double y, double side, double radians) {
    public Square {
        if (!Double.isFinite(x + y + side + radians) || !(side > 0)) {
            throw new IllegalArgumentException("a square has a finite place and angle and a side of more than 0, was "
                    + x + ", " + y + ", " + side + ", " + radians);
        }
    }

    /**
     * Where the pixels of this square are in the picture, if it is {@code pixels} wide and high when it is cut out. The same numbers
     * on every machine.
     */
    public Affine inPicture(int pixels) {
        double scale = side / pixels;
        double across = StrictMath.cos(radians) * scale;
        double down = StrictMath.sin(radians) * scale;
        return new Affine(
                across, -down, x - (across - down) * pixels / 2, down, across, y - (down + across) * pixels / 2);
    }
}
