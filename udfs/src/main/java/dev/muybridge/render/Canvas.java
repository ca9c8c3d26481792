package dev.muybridge.render;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** A picture with opacity to paint on: transparent to begin with. Its width and height are the ones asked for, made even. */
final class Canvas {
    static {
        // Java asks the display first, even to paint in memory, and fails where DISPLAY names one that is not there.
        // A program that also shows windows has done so before or sets the property.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private final int[] argb;
    private final Rectangle area;
    private final Graphics2D graphics;
    private final Touched touched;
    private final int[] clear;

    Canvas(int width, int height) {
        area = new Rectangle(even(width), even(height));
        BufferedImage image = new BufferedImage(area.width, area.height, BufferedImage.TYPE_INT_ARGB_PRE);
        argb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        touched = new Touched(area.width, area.height);
        clear = new int[area.width];
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    static int even(int length) {
        return length + (length & 1);
    }

    Graphics2D graphics() {
        return graphics;
    }

    /** All pixels, row by row, with colours multiplied by their opacity. */
    int[] argb() {
        return argb;
    }

    /** What has been painted on, as far as painters say so; {@link #graphics()} does not. */
    Touched touched() {
        return touched;
    }

    int width() {
        return area.width;
    }

    int height() {
        return area.height;
    }

    /** The part of this canvas within {@code bounds}, made to cover whole blocks of 2x2, where it lies {@code dx, dy} away. */
    Patch patch(Rectangle bounds, int dx, int dy) {
        Rectangle part = blocks(bounds);
        return new Patch(
                argb,
                part.y * area.width + part.x,
                area.width,
                new Rectangle(part.x + dx, part.y + dy, part.width, part.height));
    }

    /** Makes {@code bounds} transparent again. */
    void clear(Rectangle bounds) {
        Rectangle part = blocks(bounds);
        for (int row = part.y; row < part.y + part.height; row++) {
            // Workers' JVMs do without the compiler that would make Arrays.fill as fast as a copy.
            System.arraycopy(clear, 0, argb, row * area.width + part.x, part.width);
        }
    }

    /** Puts {@code bounds} of {@code from}, of the same size as this, in place of what is here. */
    void restore(Rectangle bounds, Canvas from) {
        Rectangle part = blocks(bounds);
        for (int row = part.y; row < part.y + part.height; row++) {
            int at = row * area.width + part.x;
            System.arraycopy(from.argb, at, argb, at, part.width);
        }
    }

    private Rectangle blocks(Rectangle bounds) {
        Rectangle inside = bounds.intersection(area);
        if (inside.isEmpty()) {
            return new Rectangle();
        }
        int x = inside.x & ~1;
        int y = inside.y & ~1;
        return new Rectangle(x, y, even(inside.x + inside.width - x), even(inside.y + inside.height - y));
    }
}
