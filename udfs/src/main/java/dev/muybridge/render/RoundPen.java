package dev.muybridge.render;

import java.awt.Color;
import java.util.Arrays;

/**
 * Draws lines with round ends on a canvas, smooth at the edges. Lines are gathered first and then inked in one go, so that where
 * they cross the ink does not get denser. A skeleton is nothing but such lines, and for them this is several times faster than
 * Java2D, which turns each into a shape, cuts that into eight lines for each row of pixels and looks at all rows of its bounding
 * box. Holds a byte for each pixel of the canvas. One thread at a time.
 */
final class RoundPen {
    /** From the middle of a pixel to its corner, which is as far as it reaches, and a little for rounding. */
    private static final double HALF_PIXEL = 0.7072;

    private static final byte FULL = (byte) 255;

    private final Canvas canvas;

    /** By pixel, 0 to 255. */
    private final byte[] coverage;

    /** Where there is some: the first pixel of each piece of a row and the one behind its last; pieces may overlap. */
    private int[] pieces = new int[4096];

    private int used;

    /** The line at hand, in a system whose whole numbers are the middles of pixels, and its direction, of length 1. */
    private double x1;

    private double y1;
    private double x2;
    private double y2;
    private double length;
    private double dx;
    private double dy;
    private double radius;

    /** Where a row of pixels lies inside a line, as {@link #chord} finds it. */
    private double left;

    private double right;

    RoundPen(Canvas canvas) {
        this.canvas = canvas;
        coverage = new byte[canvas.width() * canvas.height()];
    }

    /** Gathers a line, or a dot if both ends are the same. All in pixels; it may lie outside the canvas. */
    void add(Stroke stroke) {
        canvas.touched().stroke(stroke);
        x1 = stroke.x1() - 0.5;
        y1 = stroke.y1() - 0.5;
        x2 = stroke.x2() - 0.5;
        y2 = stroke.y2() - 0.5;
        radius = stroke.radius();
        length = Math.hypot(x2 - x1, y2 - y1);
        dx = length > 0 ? (x2 - x1) / length : 1;
        dy = length > 0 ? (y2 - y1) / length : 0;
        int end = upTo(Math.max(y1, y2) + radius + HALF_PIXEL, canvas.height());
        for (int y = from(Math.min(y1, y2) - radius - HALF_PIXEL, 0, end); y < end; y++) {
            row(y);
        }
    }

    /** Pixels that lie inside as a whole are covered in full; only those near the edge need a closer look. */
    private void row(int y) {
        chord(y, radius + HALF_PIXEL);
        int end = upTo(right, canvas.width());
        int from = from(left, 0, end);
        if (from == end) {
            return;
        }
        if (used + 2 > pieces.length) {
            pieces = Arrays.copyOf(pieces, 2 * used);
        }
        int start = y * canvas.width();
        pieces[used++] = start + from;
        pieces[used++] = start + end;
        chord(y, radius - HALF_PIXEL);
        int full = from(left, from, end);
        int rest = Math.max(full, upTo(right, end));
        edge(y, from, full);
        Arrays.fill(coverage, start + full, start + rest, FULL);
        edge(y, rest, end);
    }

    // Not Math.ceil, Math.floor, Math.max, Math.min of fractions: only the compiler that workers do without makes them
    // cheap.

    /** The first whole number from {@code x} on, within {@code least..most}, which must not be empty. */
    private static int from(double x, int least, int most) {
        if (!(x > least)) {
            return least;
        }
        if (x >= most) {
            return most;
        }
        int below = (int) x;
        return below < x ? below + 1 : below;
    }

    /** The number behind the last whole number up to {@code x}, within {@code 0..most}. */
    private static int upTo(double x, int most) {
        if (!(x >= 0)) {
            return 0;
        }
        return x >= most ? most : (int) x + 1;
    }

    /** Sets {@link #left} and {@link #right}: between them, row {@code y} is no further than {@code reach} from the line. */
    private void chord(int y, double reach) {
        left = Double.POSITIVE_INFINITY;
        right = Double.NEGATIVE_INFINITY;
        if (reach <= 0) {
            return;
        }
        arc(x1, y - y1, reach);
        arc(x2, y - y2, reach);
        side(y, reach);
        side(y, -reach);
    }

    private void arc(double middle, double away, double reach) {
        double squared = reach * reach - away * away;
        if (squared >= 0) {
            double half = Math.sqrt(squared);
            stretch(middle - half);
            stretch(middle + half);
        }
    }

    private void stretch(double x) {
        if (x < left) {
            left = x;
        }
        if (x > right) {
            right = x;
        }
    }

    /** The long side that lies {@code reach} to the right of the line, as seen along it. */
    private void side(int y, double reach) {
        double along = dy == 0 ? -1 : (y - y1 - reach * dx) / dy;
        if (along >= 0 && along <= length) {
            stretch(x1 - reach * dy + along * dx);
        }
    }

    private void edge(int y, int from, int to) {
        double down = y - y1;
        int start = y * canvas.width();
        for (int x = from; x < to; x++) {
            double across = x - x1;
            double along = across * dx + down * dy;
            double covered;
            if (along >= 0 && along <= length) {
                covered = covered(Math.abs(across * dy - down * dx), Math.abs(dx), Math.abs(dy));
            } else {
                double end = along < 0 ? 0 : length;
                double offX = Math.abs(across - end * dx);
                double offY = Math.abs(down - end * dy);
                double distance = Math.sqrt(offX * offX + offY * offY);
                // In the very middle any direction will do.
                covered = distance < 1e-6 ? covered(0, 1, 0) : covered(distance, offX / distance, offY / distance);
            }
            int at = start + x;
            int opacity = (int) (255 * covered + 0.5);
            if (opacity > (coverage[at] & 255)) {
                coverage[at] = (byte) opacity;
            }
        }
    }

    /**
     * How much of a pixel a band covers, 0..1: it is twice the radius wide, its middle
     * that far from the pixel's, in a direction of length 1 with these two parts, neither negative.
     */
    private double covered(double distance, double one, double other) {
        // Not Math.max, which only the compiler that workers do without makes cheap for fractions.
        double most = one > other ? one : other;
        double least = one > other ? other : one;
        double near = within(radius - distance, most, least);
        return radius + distance > HALF_PIXEL ? near : near - within(-radius - distance, most, least);
    }

    /**
     * How much of a pixel lies on this side of a straight edge, 0..1.
     *
     * @param inside how far the pixel's middle is on this side of the edge, negative on the other
     * @param most the larger part of the direction of length 1 that leads straight to the edge
     * @param least the smaller one
     */
    private static double within(double inside, double most, double least) {
        double away = Math.abs(inside);
        double corner = (most + least) / 2 - away;
        if (corner <= 0) {
            return inside > 0 ? 1 : 0;
        }
        // Beyond the edge lies a triangle at a corner, or all of the pixel from one side to the other.
        double beyond = corner < least ? corner * corner / (2 * most * least) : 0.5 - away / most;
        return inside > 0 ? 1 - beyond : beyond;
    }

    /** Lays {@code colour} over the canvas wherever lines have been gathered, and forgets them. */
    void ink(Color colour) {
        int[] argb = canvas.argb();
        int rgb = colour.getRGB();
        int alpha = colour.getAlpha();
        int full = over(0, rgb, alpha);
        for (int piece = 0; piece < used; piece += 2) {
            int end = pieces[piece + 1];
            for (int at = pieces[piece]; at < end; at++) {
                byte covered = coverage[at];
                if (covered == 0) {
                    continue;
                }
                coverage[at] = 0;
                if (covered == FULL && (alpha == 255 || argb[at] == 0)) {
                    argb[at] = full;
                } else {
                    argb[at] = over(argb[at], rgb, share(covered & 255, alpha));
                }
            }
        }
        used = 0;
    }

    private static int over(int under, int rgb, int opacity) {
        int kept = 255 - opacity;
        int alpha = opacity + share(under >>> 24, kept);
        int red = share(rgb >> 16 & 255, opacity) + share(under >> 16 & 255, kept);
        int green = share(rgb >> 8 & 255, opacity) + share(under >> 8 & 255, kept);
        int blue = share(rgb & 255, opacity) + share(under & 255, kept);
        return (alpha << 24) | (red << 16) | (green << 8) | blue;
    }

    /** {@code value * part / 255}, rounded. */
    private static int share(int value, int part) {
        int product = value * part + 128;
        return (product + (product >> 8)) >> 8;
    }
}
