package dev.muybridge.render;

import dev.muybridge.pose.BodyPoint;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Paints one person: first a dark rim under everything, which is what shows on bright ground, then lines, then joints.
 * Everything of one colour and width is painted in one go: that is faster, and where rims cross they do not get darker.
 */
final class FigurePainter {
    private static final Color RIM = new Color(0x10131A);
    private static final double RIM_OPACITY = 0.6;

    private final Figure figure;
    private final Color trunk;
    private final Graphics2D graphics;
    private final Touched touched;
    private final double width;
    private final double rim;

    private FigurePainter(Figure figure, Color trunk, Canvas canvas) {
        this.figure = figure;
        this.trunk = trunk;
        graphics = canvas.graphics();
        touched = canvas.touched();
        width = figure.limbWidth();
        rim = Math.max(0.7, 0.26 * width);
    }

    /**
     * Paints {@code figure} and says where it has.
     *
     * @param trunk colour of what belongs to neither side
     * @param canvas told by {@link Canvas#touched()} which of its tiles are painted on
     */
    static void paint(Figure figure, Color trunk, Canvas canvas) {
        FigurePainter painter = new FigurePainter(figure, trunk, canvas);
        painter.lines();
        painter.joints();
    }

    private void lines() {
        Map<Brush, Path2D> rims = new LinkedHashMap<>();
        Map<Brush, Path2D> lines = new LinkedHashMap<>();
        for (Bone bone : Bone.SKELETON) {
            double opacity = figure.opacity(bone);
            double thickness = bone.width() * width;
            line(bone, new Brush(Side.fade(RIM, RIM_OPACITY * opacity), thickness + 2 * rim), rims);
            line(
                    bone,
                    new Brush(
                            Side.fade(
                                    bone.side() == Side.MIDDLE
                                            ? trunk
                                            : bone.side().colour(),
                                    opacity),
                            thickness),
                    lines);
        }
        rims.forEach(this::draw);
        lines.forEach(this::draw);
    }

    private void line(Bone bone, Brush brush, Map<Brush, Path2D> into) {
        if (brush.visible()) {
            Path2D path = into.computeIfAbsent(brush, key -> new Path2D.Double());
            double x1 = figure.x(bone.from());
            double y1 = figure.y(bone.from());
            double x2 = figure.x(bone.to());
            double y2 = figure.y(bone.to());
            path.moveTo(x1, y1);
            path.lineTo(x2, y2);
            touched.stroke(new Stroke(x1, y1, x2, y2, brush.width() / 2));
        }
    }

    private void joints() {
        Map<Brush, Path2D> rims = new LinkedHashMap<>();
        Map<Brush, Path2D> dots = new LinkedHashMap<>();
        Map<Brush, Path2D> cores = new LinkedHashMap<>();
        for (Joint joint : Joint.ALL) {
            double opacity = (joint.face() ? 0.9 : 1) * figure.opacity(joint.at());
            double radius = (joint.face() ? 0.45 : 0.95) * width;
            dot(joint.at(), radius + 0.7 * rim, Side.fade(RIM, RIM_OPACITY * opacity), rims);
            dot(joint.at(), radius, joint.side().colour(opacity), dots);
            if (!joint.face()) {
                dot(joint.at(), 0.5 * radius, Side.MIDDLE.colour(opacity), cores);
            }
        }
        rims.forEach(this::fill);
        dots.forEach(this::fill);
        cores.forEach(this::fill);
    }

    private void dot(BodyPoint at, double radius, Color colour, Map<Brush, Path2D> into) {
        Brush brush = new Brush(colour, 0);
        if (brush.visible()) {
            into.computeIfAbsent(brush, key -> new Path2D.Double(Path2D.WIND_NON_ZERO))
                    .append(
                            new Ellipse2D.Double(figure.x(at) - radius, figure.y(at) - radius, 2 * radius, 2 * radius),
                            false);
            touched.stroke(new Stroke(figure.x(at), figure.y(at), figure.x(at), figure.y(at), radius));
        }
    }

    private void draw(Brush brush, Path2D path) {
        graphics.setColor(brush.colour());
        graphics.setStroke(new BasicStroke((float) brush.width(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(path);
    }

    private void fill(Brush brush, Path2D path) {
        graphics.setColor(brush.colour());
        graphics.fill(path);
    }

    private record Brush(Color colour, double width) {
        boolean visible() {
            return colour.getAlpha() > 0;
        }
    }
}
