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
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the picture for one person's tracker, in which that person stands out. It is made in a single buffer, which the next
 * picture overwrites.
 */
final class Retouch {
    /** Each point of the mask stands for this many pixels in either direction. */
    private static final int GRAIN = 4;

    private static final int BYTES = 3;

    /** What happens to the pixels of a point of the mask: they stay, become black, or are blended into their neighbours. */
    private static final byte SHOWN = 0;

    private static final byte OUTSIDE = 1;
    private static final byte SOMEBODY = (byte) 0xff;

    /** Only black and white keep their values in a grey-scale mask. */
    private static final Color SHOW = Color.BLACK;

    private static final Color ERASE = Color.WHITE;

    /** The assumed thickness of the limbs of people who are erased, in torso lengths, and of the person who stays. */
    private static final double ERASED = 0.35;

    private static final double KEPT = 0.25;

    /** The area left around a person's landmarks, as a factor of their extent. */
    private static final double BOX = 1.5;

    /** The edges of the box are multiples of its side, rounded down to a power of two and divided by this. */
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

    /** The points of the mask, row by row. */
    private final byte[] points;

    private final byte[] black;
    private final byte[] line;

    Retouch(PictureSize size) {
        this.size = size;
        this.copy = new RgbImage(
                ByteBuffer.allocateDirect(size.width() * size.height() * BYTES), size.width(), size.height());
        this.black = new byte[size.width() * BYTES];
        this.line = new byte[size.width() * BYTES];
        this.mask = new BufferedImage(
                (size.width() + GRAIN - 1) / GRAIN, (size.height() + GRAIN - 1) / GRAIN, BufferedImage.TYPE_BYTE_GRAY);
        this.points = ((DataBufferByte) mask.getRaster().getDataBuffer()).getData();
    }

    /**
     * The picture with the others erased, except where {@code person} is. They are blended into the background, because the
     * detector takes a black figure for a person. That also applies outside {@code within}, where black was measured to be worse.
     *
     * @param person where the person of this picture was last seen, null if that is not known
     * @param others where the others were last seen
     * @param within the pose whose surroundings are all that is shown, null to show everything
     */
    RgbImage picture(RgbImage image, @Nullable Pose person, List<Pose> others, @Nullable Pose within) {
        Arrays.fill(points, within == null ? SHOWN : OUTSIDE);
        Graphics2D graphics = mask.createGraphics();
        try {
            if (within != null) {
                graphics.setColor(SHOW);
                showBox(within, graphics);
            }
            graphics.setColor(ERASE);
            others.forEach(other -> paint(other, ERASED, graphics));
            graphics.setColor(SHOW);
            if (person != null) {
                paint(person, KEPT, graphics);
            }
        } finally {
            graphics.dispose();
        }
        copy.pixels().put(0, image.pixels(), 0, image.pixels().capacity());
        fill(image);
        return copy;
    }

    /** Whether the centre of {@code pose} is painted over in the last picture. */
    boolean hides(Pose pose) {
        Centre centre = Centre.of(pose, size);
        int x = (int) Math.floor(centre.x() / GRAIN);
        int y = (int) Math.floor(centre.y() / GRAIN);
        boolean inside = x >= 0 && y >= 0 && x < mask.getWidth() && y < mask.getHeight();
        return inside && points[y * mask.getWidth() + x] != SHOWN;
    }

    /** The box has few possible positions, so that a tracker that has seen the person slightly elsewhere usually shows the same. */
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

    /** Works run by run, because a row of the mask has few runs. */
    private void fill(RgbImage image) {
        int across = mask.getWidth();
        for (int row = 0; row < mask.getHeight(); row++) {
            int from = 0;
            while (from < across) {
                byte kind = points[row * across + from];
                int to = from + 1;
                while (to < across && points[row * across + to] == kind) {
                    to++;
                }
                int left = from * GRAIN;
                int right = Math.min(to * GRAIN, size.width());
                if (kind == OUTSIDE) {
                    forLines(row, y -> blacken(y, left, right));
                } else if (kind == SOMEBODY) {
                    forLines(row, y -> blend(image, y, left, right));
                }
                from = to;
            }
        }
    }

    /** Calls {@code fill} for each line of pixels that this row of the mask stands for. */
    private void forLines(int row, IntConsumer fill) {
        IntStream.range(row * GRAIN, Math.min((row + 1) * GRAIN, size.height())).forEach(fill);
    }

    private void blacken(int y, int left, int right) {
        copy.pixels().put((y * size.width() + left) * BYTES, black, 0, (right - left) * BYTES);
    }

    /**
     * Blends from the colour before the first pixel to the one after the last; at the edge of the picture, from the only one
     * there is.
     */
    private void blend(RgbImage image, int y, int left, int right) {
        int start = y * size.width();
        int behind = Math.min(right, size.width() - 1);
        int before = left > 0 ? left - 1 : behind;
        int after = right < size.width() ? right : before;
        for (int channel = 0; channel < BYTES; channel++) {
            int first = image.pixels().get((start + before) * BYTES + channel) & 0xff;
            int last = image.pixels().get((start + after) * BYTES + channel) & 0xff;
            for (int x = left; x < right; x++) {
                int colour = first + (last - first) * (x - left + 1) / (right - left + 1);
                line[(x - left) * BYTES + channel] = (byte) colour;
            }
        }
        copy.pixels().put((start + left) * BYTES, line, 0, (right - left) * BYTES);
    }
}
