package dev.muybridge.render;

import dev.muybridge.pose.BodyPoint;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;

/** Paints one person: first a dark rim under everything, which is what shows on bright ground, then lines, then joints. */
final class FigurePainter {
    private static final Color RIM = new Color(0x10131A);
    private static final double RIM_OPACITY = 0.6;

    private final Figure figure;
    private final Graphics2D graphics;
    private final double width;
    private final double rim;

    private FigurePainter(Figure figure, Graphics2D graphics) {
        this.figure = figure;
        this.graphics = graphics;
        width = figure.limbWidth();
        rim = Math.max(0.7, 0.26 * width);
    }

    static void paint(Figure figure, Graphics2D graphics) {
        FigurePainter painter = new FigurePainter(figure, graphics);
        painter.rims();
        painter.lines();
        Joint.ALL.forEach(painter::joint);
    }

    private void rims() {
        for (Bone bone : Bone.SKELETON) {
            line(bone, bone.width() * width + 2 * rim, Side.fade(RIM, RIM_OPACITY * figure.opacity(bone)));
        }
    }

    private void lines() {
        for (Bone bone : Bone.SKELETON) {
            line(bone, bone.width() * width, bone.side().colour(figure.opacity(bone)));
        }
    }

    private void line(Bone bone, double thickness, Color colour) {
        if (colour.getAlpha() == 0) {
            return;
        }
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke((float) thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(new Line2D.Double(
                figure.x(bone.from()), figure.y(bone.from()), figure.x(bone.to()), figure.y(bone.to())));
    }

    private void joint(Joint joint) {
        double opacity = figure.opacity(joint.at());
        if (opacity == 0) {
            return;
        }
        if (joint.face()) {
            double radius = 0.45 * width;
            dot(joint.at(), radius + 0.6 * rim, Side.fade(RIM, 0.8 * RIM_OPACITY * opacity));
            dot(joint.at(), radius, joint.side().colour(0.9 * opacity));
        } else {
            double radius = 0.95 * width;
            dot(joint.at(), radius + 0.8 * rim, Side.fade(RIM, RIM_OPACITY * opacity));
            dot(joint.at(), radius, joint.side().colour(opacity));
            dot(joint.at(), 0.5 * radius, Side.MIDDLE.colour(opacity));
        }
    }

    private void dot(BodyPoint at, double radius, Color colour) {
        graphics.setColor(colour);
        graphics.fill(new Ellipse2D.Double(figure.x(at) - radius, figure.y(at) - radius, 2 * radius, 2 * radius));
    }
}
