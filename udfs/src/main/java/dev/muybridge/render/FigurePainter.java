package dev.muybridge.render;

import dev.muybridge.pose.BodyPoint;
import dev.muybridge.render.planes.Ink;
import dev.muybridge.render.planes.Stroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says what is drawn of one person: first a dark rim under everything, which is what shows on bright ground, then lines, then joints.
 * Everything of one colour is one ink, so that rims do not get darker where they cross.
 */
final class FigurePainter {
    private static final Color RIM = new Color(0x10131A);
    private static final double RIM_OPACITY = 0.6;

    private final Figure figure;
    private final Color trunk;
    private final double width;
    private final double rim;
    private final List<Ink> inks = new ArrayList<>();

    private FigurePainter(Figure figure, Color trunk) {
        this.figure = figure;
        this.trunk = trunk;
        width = figure.limbWidth();
        rim = Math.max(0.7, 0.26 * width);
    }

    /** @param trunk colour of what belongs to neither side */
    static List<Ink> inks(Figure figure, Color trunk) {
        FigurePainter painter = new FigurePainter(figure, trunk);
        painter.lines();
        painter.joints();
        return painter.inks;
    }

    private void lines() {
        Map<Color, List<Stroke>> rims = new LinkedHashMap<>();
        Map<Color, List<Stroke>> lines = new LinkedHashMap<>();
        for (Bone bone : Bone.SKELETON) {
            double opacity = figure.opacity(bone);
            double radius = 0.5 * bone.width() * width;
            Color colour = bone.side() == Side.MIDDLE ? trunk : bone.side().colour();
            line(bone, radius + rim, Side.fade(RIM, RIM_OPACITY * opacity), rims);
            line(bone, radius, Side.fade(colour, opacity), lines);
        }
        ink(rims);
        ink(lines);
    }

    private void line(Bone bone, double radius, Color colour, Map<Color, List<Stroke>> into) {
        BodyPoint from = bone.from();
        BodyPoint to = bone.to();
        add(new Stroke(figure.x(from), figure.y(from), figure.x(to), figure.y(to), radius), colour, into);
    }

    private void joints() {
        Map<Color, List<Stroke>> rims = new LinkedHashMap<>();
        Map<Color, List<Stroke>> dots = new LinkedHashMap<>();
        Map<Color, List<Stroke>> cores = new LinkedHashMap<>();
        for (Joint joint : Joint.ALL) {
            double opacity = (joint.face() ? 0.9 : 1) * figure.opacity(joint.at());
            double radius = (joint.face() ? 0.45 : 0.95) * width;
            dot(joint.at(), radius + 0.7 * rim, Side.fade(RIM, RIM_OPACITY * opacity), rims);
            dot(joint.at(), radius, joint.side().colour(opacity), dots);
            if (!joint.face()) {
                dot(joint.at(), 0.5 * radius, Side.MIDDLE.colour(opacity), cores);
            }
        }
        ink(rims);
        ink(dots);
        ink(cores);
    }

    private void dot(BodyPoint at, double radius, Color colour, Map<Color, List<Stroke>> into) {
        add(new Stroke(figure.x(at), figure.y(at), figure.x(at), figure.y(at), radius), colour, into);
    }

    private static void add(Stroke stroke, Color colour, Map<Color, List<Stroke>> into) {
        if (colour.getAlpha() > 0) {
            into.computeIfAbsent(colour, key -> new ArrayList<>()).add(stroke);
        }
    }

    private void ink(Map<Color, List<Stroke>> strokes) {
        strokes.forEach((colour, ofIt) -> inks.add(new Ink(colour.getRGB(), ofIt)));
    }
}
