package dev.muybridge.render;

import dev.muybridge.motion.PictureSize;
import org.jspecify.annotations.Nullable;

/**
 * Where things stand on the panel, in its own pixels: a head row with the time, then rows of label, number, unit and, where the
 * picture is wide enough, metres. Numbers end at a fixed place, so that they do not move as they change.
 *
 * @param size of the type
 * @param numberRight where whole numbers end
 * @param unitLeft where their unit starts
 * @param lastRight where metres end, or the heading's arrow where there is no column of metres
 * @param metres whether there is a column of metres
 * @param width of the panel
 * @param height of the panel
 */
record PanelLayout(
        double size, double numberRight, double unitLeft, double lastRight, boolean metres, int width, int height) {
    static final String LONGEST_LABEL = "Shoulders";
    static final String LONGEST_UNIT = "px/s";
    static final String METRES_UNIT = "m est.";

    /** Lengths as multiples of the type's size. */
    private static final double PADDING = 0.75;

    private static final double GAP = 0.7;
    private static final double UNIT_GAP = 0.28;
    private static final double HEAD = 2.15;
    private static final double ROW = 1.42;
    private static final int ROWS = 3;
    private static final double FOOT = 0.5;

    /** The type's size as a fraction of the picture's short side, and its limits in pixels. */
    private static final double OF_SHORT_SIDE = 0.021;

    private static final double COMFORTABLE = 9;
    private static final double READABLE = 7;

    /** How much of the picture's width and height the panel may take. */
    private static final double MOST = 0.45;

    /** The layout for pictures of that size, null for those that are too small for a readable panel. */
    static @Nullable PanelLayout fitting(PictureSize picture, Typeface typeface) {
        double wanted = Math.max(COMFORTABLE, OF_SHORT_SIDE * Math.min(picture.width(), picture.height()));
        PanelLayout full = of(wanted, true, typeface);
        if (full.fits(picture)) {
            return full;
        }
        for (double size = wanted; size >= READABLE; size -= 0.5) {
            PanelLayout narrow = of(size, false, typeface);
            if (narrow.fits(picture)) {
                return narrow;
            }
        }
        return null;
    }

    private static PanelLayout of(double size, boolean metres, Typeface typeface) {
        double numberRight = Math.round(PADDING * size
                + typeface.width(LONGEST_LABEL, size)
                + 0.5 * GAP * size
                + typeface.width(Readout.WIDEST_WHOLE, size));
        double unitLeft = numberRight + UNIT_GAP * size;
        double last = metres ? typeface.width(Readout.WIDEST_HUNDREDTHS, size) : 1.12 * size;
        double lastRight = Math.round(unitLeft + typeface.width(LONGEST_UNIT, size) + GAP * size + last);
        double right = metres ? lastRight + UNIT_GAP * size + typeface.width(METRES_UNIT, size) : lastRight;
        return new PanelLayout(
                size,
                numberRight,
                unitLeft,
                lastRight,
                metres,
                Canvas.even((int) Math.ceil(right + PADDING * size)),
                Canvas.even((int) Math.ceil((HEAD + ROWS * ROW + FOOT) * size)));
    }

    private boolean fits(PictureSize picture) {
        return width + margin() <= MOST * picture.width() && height + margin() <= MOST * picture.height();
    }

    /** From the picture's upper left corner to the panel's, an even number of pixels to the right and down. */
    int margin() {
        return Canvas.even((int) Math.round(0.6 * size));
    }

    double padding() {
        return PADDING * size;
    }

    /** Where metres' unit starts. */
    double metresUnitLeft() {
        return lastRight + UNIT_GAP * size;
    }

    /** The line that text of that row stands on: 0 is the head, 1 to 3 the rows below. */
    int baseline(int row) {
        double middle = row == 0 ? 0.5 * HEAD * size - 0.1 * size : (HEAD + (row - 0.5) * ROW) * size;
        return (int) Math.round(middle + 0.5 * Typeface.CAP_HEIGHT * size);
    }

    /** The middle of the line between head and rows. */
    double rule() {
        return Math.round((HEAD - 0.2) * size) + 0.5;
    }
}
