package dev.muybridge.media;

/**
 * A map from places in one picture to places in another, in pixels: {@code x' = xx * x + xy * y + x0} and
 * {@code y' = yx * x + yy * y + y0}. The first pixel's middle is at 0, 0.
 */
public record Affine(double xx, double xy, double x0, double yx, double yy, double y0) {
    /** Every place stays where it is. */
    public static final Affine IDENTITY = new Affine(1, 0, 0, 0, 1, 0);

    /** First this map, then {@code next}. */
    public Affine then(Affine next) {
        return new Affine(
                next.xx * xx + next.xy * yx,
                next.xx * xy + next.xy * yy,
                next.xx * x0 + next.xy * y0 + next.x0,
                next.yx * xx + next.yy * yx,
                next.yx * xy + next.yy * yy,
                next.yx * x0 + next.yy * y0 + next.y0);
    }
}
