package dev.muybridge.render;

import dev.muybridge.render.planes.Patch;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** A picture with opacity to paint on: transparent to begin with. Its width and height are the ones asked for, made even. */
final class Canvas {
    private final int[] argb;
    private final Rectangle area;
    private final Graphics2D graphics;

    Canvas(int width, int height) {
        area = new Rectangle(even(width), even(height));
        BufferedImage image = new BufferedImage(area.width, area.height, BufferedImage.TYPE_INT_ARGB_PRE);
        argb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
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

    /** The part of this canvas within {@code bounds}, made to cover whole blocks of 2x2, where it lies {@code dx, dy} away. */
    Patch patch(Rectangle bounds, int dx, int dy) {
        Rectangle part = blocks(bounds);
        return new Patch(
                argb,
                part.y * area.width + part.x,
                area.width,
                new Rectangle(part.x + dx, part.y + dy, part.width, part.height));
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
