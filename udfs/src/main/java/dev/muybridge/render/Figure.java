package dev.muybridge.render;

import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import java.awt.Rectangle;

/** One person's points in pixels of the picture, how opaque each is to be drawn, and how thick. */
final class Figure {
    /** A limb's width as a fraction of the picture's short side: what a person that fills the picture gets. */
    private static final double WIDEST = 0.0068;

    /** A limb's width as a fraction of the person's extent, so that small people do not turn into blobs. */
    private static final double OF_EXTENT = 0.0105;

    private static final double NARROWEST = 1.3;

    /** A point is drawn at all from the first visibility on, and in full from the second. */
    private static final double HIDDEN = 0.15;

    private static final double SEEN = 0.8;

    private final double[] x = new double[Pose.SIZE];
    private final double[] y = new double[Pose.SIZE];
    private final double[] opacity = new double[Pose.SIZE];
    private final double limbWidth;
    private final Rectangle bounds;

    Figure(Pose pose, PictureSize size) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < Pose.SIZE; i++) {
            Landmark landmark = pose.landmarks().get(i);
            x[i] = landmark.x() * (double) size.width();
            y[i] = landmark.y() * (double) size.height();
            opacity[i] = near(landmark.x()) && near(landmark.y()) ? opacity(landmark.visibility()) : 0;
            if (opacity[i] > 0) {
                left = Math.min(left, x[i]);
                right = Math.max(right, x[i]);
                top = Math.min(top, y[i]);
                bottom = Math.max(bottom, y[i]);
            }
        }
        boolean seen = left <= right;
        double widest = WIDEST * Math.min(size.width(), size.height());
        double ofExtent = seen ? OF_EXTENT * Math.hypot(right - left, bottom - top) : 0;
        limbWidth = Math.max(NARROWEST, Math.min(widest, ofExtent));
        int margin = (int) Math.ceil(2 * limbWidth + 2);
        bounds = new Rectangle();
        if (seen) {
            bounds.setFrameFromDiagonal(
                    Math.floor(left) - margin,
                    Math.floor(top) - margin,
                    Math.ceil(right) + margin,
                    Math.ceil(bottom) + margin);
        }
    }

    double x(BodyPoint point) {
        return x[point.index()];
    }

    double y(BodyPoint point) {
        return y[point.index()];
    }

    /** 0 (not to be drawn) to 1. */
    double opacity(BodyPoint point) {
        return opacity[point.index()];
    }

    /** A line is as opaque as the fainter of its ends. */
    double opacity(Bone bone) {
        return Math.min(opacity(bone.from()), opacity(bone.to()));
    }

    /** Pixels. */
    double limbWidth() {
        return limbWidth;
    }

    /** What the drawing stays within, in pixels; it may reach out of the picture. Empty where nothing is drawn. */
    Rectangle bounds() {
        return bounds;
    }

    /** Points further outside than the picture's own size are taken for wrong, and so is NaN. */
    private static boolean near(float fraction) {
        return fraction >= -1 && fraction <= 2;
    }

    private static double opacity(double visibility) {
        if (!(visibility > HIDDEN)) {
            return 0;
        }
        double t = Math.min(1, (visibility - HIDDEN) / (SEEN - HIDDEN));
        return t * t * (3 - 2 * t);
    }
}
