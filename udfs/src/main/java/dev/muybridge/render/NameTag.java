package dev.muybridge.render;

import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.BodyPoint;
import dev.muybridge.render.planes.Patch;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.util.List;

/** A person's number above the head, in the person's own colour. */
final class NameTag {
    /** Distinct from each other and from those of the two sides of the body; the ninth person gets the first one's again. */
    private static final List<Color> COLOURS = List.of(
            new Color(0x3DDC84),
            new Color(0xFF6FB5),
            new Color(0xFFE45C),
            new Color(0xA98BFF),
            new Color(0x43E0E0),
            new Color(0xFF6B5E),
            new Color(0xB7E36B),
            new Color(0xD8B48F));

    private static final Color INK = new Color(0x10131A);

    /** In widths of a limb. */
    private static final double RADIUS = 3.4;

    private static final double LEAST_RADIUS = 7;

    private final Typeface typeface;
    private final String number;
    private final Color colour;
    private final double x;
    private final double y;
    private final double radius;
    private final PictureSize size;

    NameTag(Typeface typeface, int id, Figure figure, PictureSize size) {
        this.typeface = typeface;
        this.size = size;
        this.number = Integer.toString(id);
        this.colour = colour(id);
        this.radius = Math.max(LEAST_RADIUS, RADIUS * figure.limbWidth());
        this.x = Math.max(radius, Math.min(size.width() - radius, figure.x(BodyPoint.NOSE)));
        this.y = Math.max(radius, Math.min(size.height() - radius, figure.bounds().y - 0.4 * radius));
    }

    static Color colour(int id) {
        return COLOURS.get(id % COLOURS.size());
    }

    /** What the drawing stays within, in pixels. */
    Rectangle bounds() {
        int margin = (int) Math.ceil(radius) + 1;
        return new Rectangle((int) x - margin, (int) y - margin, 2 * margin + 1, 2 * margin + 1);
    }

    /** Paints it where it lies in the picture. */
    Patch paint() {
        Rectangle bounds = bounds();
        int left = bounds.x & ~1;
        int top = bounds.y & ~1;
        Canvas canvas = new Canvas((int) bounds.getMaxX() - left, (int) bounds.getMaxY() - top);
        Graphics2D graphics = canvas.graphics();
        graphics.translate(-left, -top);
        graphics.setColor(colour);
        graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
        double type = (number.length() > 2 ? 0.9 : 1.3) * radius;
        graphics.setColor(INK);
        graphics.fill(AffineTransform.getTranslateInstance(
                        x - typeface.width(number, type) / 2, y + Typeface.CAP_HEIGHT * type / 2)
                .createTransformedShape(typeface.outline(number, type)));
        Rectangle picture = new Rectangle(-left, -top, Canvas.even(size.width()), Canvas.even(size.height()));
        return canvas.patch(picture, left, top);
    }
}
