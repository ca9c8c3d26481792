package dev.muybridge.tracking;

import dev.muybridge.media.RgbImage;
import dev.muybridge.motion.Centre;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Torso;
import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the picture for one person's tracker, in which that person is the one to be seen. It is made in one buffer, which the next
 * picture overwrites.
 */
final class Retouch {
    /** The mask has one point for as many pixels in either direction. */
    private static final int GRAIN = 4;

    private static final int BYTES = 3;

    /** How thick the limbs of those who are erased are taken to be, in torso lengths; and those of the person who stays. */
    private static final double ERASED = 0.35;

    private static final double KEPT = 0.25;

    /** What is left around a person's landmarks, as a factor of their extent. */
    private static final double BOX = 1.5;

    /** The box's edges lie at multiples of its side, rounded down to a power of two, divided by that. */
    private static final int STEPS = 8;

    private static final List<List<BodyPoint>> LINES = List.of(
            List.of(BodyPoint.NOSE, BodyPoint.LEFT_EAR, BodyPoint.RIGHT_EAR, BodyPoint.NOSE),
            List.of(BodyPoint.LEFT_SHOULDER, BodyPoint.LEFT_ELBOW, BodyPoint.LEFT_WRIST, BodyPoint.LEFT_INDEX),
            List.of(BodyPoint.RIGHT_SHOULDER, BodyPoint.RIGHT_ELBOW, BodyPoint.RIGHT_WRIST, BodyPoint.RIGHT_INDEX),
            List.of(BodyPoint.LEFT_HIP, BodyPoint.LEFT_KNEE, BodyPoint.LEFT_ANKLE, BodyPoint.LEFT_FOOT_INDEX),
            List.of(BodyPoint.RIGHT_HIP, BodyPoint.RIGHT_KNEE, BodyPoint.RIGHT_ANKLE, BodyPoint.RIGHT_FOOT_INDEX));

    private static final List<BodyPoint> TRUNK =
            List.of(BodyPoint.LEFT_SHOULDER, BodyPoint.RIGHT_SHOULDER, BodyPoint.RIGHT_HIP, BodyPoint.LEFT_HIP);

    private final PictureSize size;
    private final RgbImage copy;
    private final BufferedImage mask;
    private final byte[] erased;
    private final byte[] black;

    Retouch(PictureSize size) {
        this.size = size;
        this.copy = new RgbImage(
                ByteBuffer.allocateDirect(size.width() * size.height() * BYTES), size.width(), size.height());
        this.black = new byte[size.width() * BYTES];
        this.mask = new BufferedImage(
                (size.width() + GRAIN - 1) / GRAIN, (size.height() + GRAIN - 1) / GRAIN, BufferedImage.TYPE_BYTE_GRAY);
        this.erased = ((DataBufferByte) mask.getRaster().getDataBuffer()).getData();
    }

    /**
     * The picture with the others painted over, but for what lies under {@code person}.
     *
     * @param person where the person of this picture was last seen, null if that is not known
     * @param others where the others were last seen
     * @param within null, or whose surroundings alone are shown
     */
    RgbImage picture(RgbImage image, @Nullable Pose person, List<Pose> others, @Nullable Pose within) {
        Arrays.fill(erased, (byte) (within == null ? 0 : 1));
        Graphics2D graphics = mask.createGraphics();
        try {
            if (within != null) {
                graphics.setColor(new Color(0));
                showBox(within, graphics);
            }
            graphics.setColor(Color.WHITE);
            others.forEach(other -> paint(other, ERASED, graphics));
            graphics.setColor(new Color(0));
            if (person != null) {
                paint(person, KEPT, graphics);
            }
        } finally {
            graphics.dispose();
        }
        copy.pixels().put(0, image.pixels(), 0, image.pixels().capacity());
        blacken();
        return copy;
    }

    /** Whether the middle of {@code pose} is painted over in the last picture. */
    boolean hides(Pose pose) {
        Centre centre = Centre.of(pose, size);
        int x = (int) Math.floor(centre.x() / GRAIN);
        int y = (int) Math.floor(centre.y() / GRAIN);
        boolean inside = x >= 0 && y >= 0 && x < mask.getWidth() && y < mask.getHeight();
        return inside && erased[y * mask.getWidth() + x] != 0;
    }

    /** At one of few places, so that whoever has seen the person a little elsewhere mostly shows the same. */
    private void showBox(Pose pose, Graphics2D graphics) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (Landmark point : pose.landmarks()) {
            left = Math.min(left, point.x());
            right = Math.max(right, point.x());
            top = Math.min(top, point.y());
            bottom = Math.max(bottom, point.y());
        }
        double side = BOX * Math.max((right - left) * size.width(), (bottom - top) * size.height()) / GRAIN;
        double wide = Math.max(BOX * (right - left) * size.width() / GRAIN, side / 2);
        double high = Math.max(BOX * (bottom - top) * size.height() / GRAIN, side / 2);
        double x = (left + right) / 2 * size.width() / GRAIN;
        double y = (top + bottom) / 2 * size.height() / GRAIN;
        int step = Integer.highestOneBit((int) Math.max(side, STEPS)) / STEPS;
        int fromX = (int) (Math.floor((x - wide / 2) / step) * step);
        int fromY = (int) (Math.floor((y - high / 2) / step) * step);
        int toX = (int) (Math.ceil((x + wide / 2) / step) * step);
        int toY = (int) (Math.ceil((y + high / 2) / step) * step);
        graphics.fillRect(fromX, fromY, toX - fromX, toY - fromY);
    }

    private void paint(Pose pose, double thickness, Graphics2D graphics) {
        double width = thickness * Torso.of(pose, size).length() / GRAIN;
        graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        LINES.forEach(line -> graphics.draw(path(pose, line)));
        Path2D trunk = path(pose, TRUNK);
        trunk.closePath();
        graphics.fill(trunk);
        graphics.draw(trunk);
    }

    private Path2D path(Pose pose, List<BodyPoint> points) {
        Path2D path = new Path2D.Double();
        for (BodyPoint point : points) {
            double x = (double) pose.landmark(point).x() * size.width() / GRAIN;
            double y = (double) pose.landmark(point).y() * size.height() / GRAIN;
            if (path.getCurrentPoint() == null) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        return path;
    }

    /** Run by run: a row of the mask has few of them, and each is written at once. */
    private void blacken() {
        int across = mask.getWidth();
        for (int row = 0; row < mask.getHeight(); row++) {
            int from = 0;
            while (from < across) {
                int to = from;
                while (to < across && erased[row * across + to] != 0) {
                    to++;
                }
                if (to > from) {
                    blacken(row, from, to);
                }
                from = to + 1;
            }
        }
    }

    private void blacken(int row, int from, int to) {
        int left = from * GRAIN;
        int bytes = (Math.min(to * GRAIN, size.width()) - left) * BYTES;
        for (int y = row * GRAIN; y < Math.min((row + 1) * GRAIN, size.height()); y++) {
            copy.pixels().put((y * size.width() + left) * BYTES, black, 0, bytes);
        }
    }
}
