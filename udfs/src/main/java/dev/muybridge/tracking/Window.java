package dev.muybridge.tracking;

import dev.muybridge.media.RgbImage;
import dev.muybridge.motion.Centre;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A part of a picture, in pixels. The model's detector sees 224x224 pixels, so people are larger for it in a part of the picture.
 *
 * @param left first column
 * @param top first row
 * @param width columns
 * @param height rows
 */
record Window(int left, int top, int width, int height) {
    private static final int BYTES = 3;

    /** The least side length of a part, in pixels. */
    private static final int LEAST = 64;

    /** A part moves in steps of its side divided by this. */
    private static final int STEPS = 4;

    /** It moves when its middle is this many steps off: more than a half, or it would move back and forth. */
    private static final double OFF = 0.65;

    /**
     * A part with {@code centre} near its middle, out of a few possible ones: its side is the picture's shorter side, or that
     * divided by a power of the square root of two, and its position is a multiple of a quarter of that. A search for the same
     * person at another time therefore usually uses the same part.
     *
     * @param least least side length, if the picture is that large
     */
    static Window standing(Centre centre, double least, PictureSize picture) {
        return placed(centre, side(least, STEPS, picture), STEPS, picture);
    }

    /** As {@link #standing}, with twice as many sizes and positions, and therefore closer to what is requested. */
    static Window close(Centre centre, double least, PictureSize picture) {
        return placed(centre, side(least, 2 * STEPS, picture), 2 * STEPS, picture);
    }

    private static int side(double least, int steps, PictureSize picture) {
        double ratio = Math.pow(2, 2.0 / steps);
        double side = Math.min(picture.width(), picture.height());
        while (side / ratio >= Math.max(least, LEAST)) {
            side /= ratio;
        }
        return (int) Math.round(side);
    }

    private static Window placed(Centre centre, int side, int steps, PictureSize picture) {
        int step = Math.max(1, side / steps);
        return new Window(
                within(Math.rint((centre.x() - side / 2.0) / step) * step, picture.width() - side),
                within(Math.rint((centre.y() - side / 2.0) / step) * step, picture.height() - side),
                side,
                side);
    }

    /** A square of the same size, at the position of {@link #standing} that has {@code centre} near its middle. */
    Window moved(Centre centre, PictureSize picture) {
        return placed(centre, width, STEPS, picture);
    }

    private static int within(double start, int last) {
        return (int) Math.max(0, Math.min(last, Math.round(start)));
    }

    /** Whether {@code point} is so close to the middle that no other position is better, or hardly better. */
    boolean isAbout(Centre point, PictureSize picture) {
        return isAbout(left, width, point.x(), picture.width()) && isAbout(top, height, point.y(), picture.height());
    }

    private static boolean isAbout(int start, int length, double point, int end) {
        double off = point - start - length / 2.0;
        double most = OFF * length / STEPS;
        return (off > -most || start == 0) && (off < most || start + length >= end);
    }

    /** An empty image of the window's size. */
    RgbImage blank() {
        return new RgbImage(ByteBuffer.allocateDirect(width * height * BYTES), width, height);
    }

    /** Copies this part of {@code image} to {@code part}, which has the window's size, and returns it. */
    RgbImage copy(RgbImage image, RgbImage part) {
        int row = width * BYTES;
        for (int y = 0; y < height; y++) {
            part.pixels().put(y * row, image.pixels(), ((top + y) * image.width() + left) * BYTES, row);
        }
        return part;
    }

    /** Converts a pose from coordinates of the part to those of the whole picture. */
    Pose inWhole(Pose pose, PictureSize picture) {
        List<Landmark> landmarks = pose.landmarks().stream()
                .map(point -> new Landmark(
                        (left + point.x() * width) / picture.width(),
                        (top + point.y() * height) / picture.height(),
                        point.z() * width / picture.width(),
                        point.visibility(),
                        point.presence()))
                .toList();
        return new Pose(landmarks, pose.worldLandmarks());
    }
}
