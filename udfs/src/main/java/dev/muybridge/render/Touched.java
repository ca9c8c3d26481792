package dev.muybridge.render;

import java.awt.Rectangle;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Remembers which tiles of a canvas may have been painted on, so that nobody has to look at the rest. A person's bounding box
 * is mostly empty: a skeleton is thin. Tiles are squares of {@value #SIDE} pixels. One thread at a time.
 */
final class Touched {
    /** Even, so that no block of 2x2 lies in two tiles. */
    static final int SIDE = 16;

    /** Smooth edges end within the pixel in which the shape ends. */
    private static final double EDGE = 1;

    private final int columns;
    private final boolean[][] rows;

    /** No tile beyond these is touched. */
    private int leftmost;

    private int rightmost;
    private int top;
    private int bottom;

    /** Nothing is touched yet. The canvas has that many pixels from left to right and from top to bottom. */
    Touched(int width, int height) {
        columns = (width + SIDE - 1) / SIDE;
        rows = new boolean[(height + SIDE - 1) / SIDE][columns];
        leftmost = columns;
        rightmost = -1;
        top = rows.length;
        bottom = -1;
    }

    /** {@code stroke} has been drawn; it may lie outside the canvas. */
    void stroke(Stroke stroke) {
        double reach = stroke.radius() + EDGE;
        double down = stroke.y2() - stroke.y1();
        int last = tile(Math.max(stroke.y1(), stroke.y2()) + reach, rows.length);
        for (int row = Math.max(0, tile(Math.min(stroke.y1(), stroke.y2()) - reach, rows.length)); row <= last; row++) {
            // Only the part of the line that is no further than its reach away from this row of tiles.
            double from = 0;
            double to = 1;
            if (down != 0) {
                double above = (row * SIDE - reach - stroke.y1()) / down;
                double below = ((row + 1) * SIDE + reach - stroke.y1()) / down;
                from = Math.max(0, Math.min(above, below));
                to = Math.min(1, Math.max(above, below));
            }
            double start = stroke.x1() + from * (stroke.x2() - stroke.x1());
            double end = stroke.x1() + to * (stroke.x2() - stroke.x1());
            row(row, Math.min(start, end) - reach, Math.max(start, end) + reach);
        }
    }

    /** Everything within {@code area}, in pixels, has been touched; it may reach out of the canvas. */
    void area(Rectangle area) {
        int last = tile(area.getMaxY() - 1, rows.length);
        for (int row = Math.max(0, tile(area.y, rows.length)); row <= last; row++) {
            row(row, area.x, area.getMaxX() - 1);
        }
    }

    private void row(int row, double left, double right) {
        int from = Math.max(0, tile(left, columns));
        int last = Math.min(columns - 1, tile(right, columns));
        if (row < rows.length && from <= last) {
            Arrays.fill(rows[row], from, last + 1, true);
            leftmost = Math.min(leftmost, from);
            rightmost = Math.max(rightmost, last);
            top = Math.min(top, row);
            bottom = Math.max(bottom, row);
        }
    }

    /** The tile with that pixel, -1 before the first of {@code count} tiles and {@code count} behind the last. */
    private static int tile(double pixel, int count) {
        return (int) Math.max(-1, Math.min(count, Math.floor(pixel / SIDE)));
    }

    /**
     * Gives what has been touched, each tile once, and forgets it.
     *
     * @param each receives neighbouring tiles of one row as one area, in pixels; the last ones may reach out of the canvas
     */
    void drain(Consumer<Rectangle> each) {
        for (int row = top; row <= bottom; row++) {
            boolean[] tiles = rows[row];
            int column = leftmost;
            while (column <= rightmost) {
                int from = column;
                while (column <= rightmost && tiles[column]) {
                    tiles[column++] = false;
                }
                if (from < column) {
                    each.accept(new Rectangle(from * SIDE, row * SIDE, (column - from) * SIDE, SIDE));
                }
                column++;
            }
        }
        forget();
    }

    private void forget() {
        leftmost = columns;
        rightmost = -1;
        top = rows.length;
        bottom = -1;
    }
}
