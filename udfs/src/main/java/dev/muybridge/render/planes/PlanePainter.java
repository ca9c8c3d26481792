package dev.muybridge.render.planes;

import dev.muybridge.media.Colour;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.motion.PictureSize;
import java.awt.Rectangle;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Lays drawings over a frame's planes: Y pixel by pixel, U and V by blocks of 2x2, which get the mean of what is drawn on them. Pixels
 * that nothing covers keep their bytes. Remembers nothing of a frame.
 */
public final class PlanePainter {
    private static final int NUMBERS = 5;

    private final PictureSize size;
    private final int width;
    private final int height;
    private final int[] weights;

    /**
     * For frames of one size and colour.
     *
     * @param colour if it names no matrix, or one that is unknown here, BT.709 is used from 720 rows up and BT.601 below; if it names
     *     no range, the limited one
     */
    public PlanePainter(PictureSize size, Colour colour) {
        this.size = size;
        width = size.width() + (size.width() & 1);
        height = size.height() + (size.height() & 1);
        weights = YuvWeights.of(colour, size).together();
    }

    /**
     * Draws {@code inks}, each over the ones before, with smooth edges.
     *
     * @throws IllegalArgumentException when the frame is of another size, or a line has a number that is not finite or no width
     */
    public void draw(List<Ink> inks, VideoFrame frame) {
        int[] layout = layout(frame);
        int[] numbers = new int[2 * inks.size()];
        double[] lines = new double
                [NUMBERS * inks.stream().mapToInt(ink -> ink.strokes().size()).sum()];
        int at = 0;
        for (int i = 0; i < inks.size(); i++) {
            Ink ink = inks.get(i);
            numbers[2 * i] = ink.argb();
            numbers[2 * i + 1] = ink.strokes().size();
            for (Stroke stroke : ink.strokes()) {
                requireDrawable(stroke);
                lines[at++] = stroke.x1();
                lines[at++] = stroke.y1();
                lines[at++] = stroke.x2();
                lines[at++] = stroke.y2();
                lines[at++] = stroke.radius();
            }
        }
        DrawingNative.drawLines(
                plane(frame, 0), plane(frame, 1), plane(frame, 2), layout, weights, lines, numbers, inks.size());
    }

    /**
     * Lays {@code patch} over the frame.
     *
     * @throws IllegalArgumentException when the frame is of another size, or the patch reaches out of it
     */
    public void lay(Patch patch, VideoFrame frame) {
        int[] layout = layout(frame);
        Rectangle target = patch.target();
        if (target.isEmpty()) {
            return;
        }
        if (!new Rectangle(width, height).contains(target)) {
            throw new IllegalArgumentException("a patch lies within the frame of " + size + ", was " + target);
        }
        DrawingNative.layPatch(
                plane(frame, 0),
                plane(frame, 1),
                plane(frame, 2),
                layout,
                weights,
                patch.argb(),
                patch.offset(),
                patch.scan(),
                new int[] {target.x, target.y, target.width, target.height});
    }

    private static void requireDrawable(Stroke stroke) {
        double sum = stroke.x1() + stroke.y1() + stroke.x2() + stroke.y2() + stroke.radius();
        if (!Double.isFinite(sum) || !(stroke.radius() > 0)) {
            throw new IllegalArgumentException("a line has finite numbers and a width, was " + stroke);
        }
    }

    /** What the native code has to know of the planes; checks that they are there, because it does not. */
    private int[] layout(VideoFrame frame) {
        requireFits(frame);
        requireRoom(frame, 0, size.width(), size.height());
        requireRoom(frame, 1, width / 2, height / 2);
        requireRoom(frame, 2, width / 2, height / 2);
        return new int[] {
            frame.stride(0), frame.stride(1), frame.stride(2), frame.plane(0).limit(), width, height
        };
    }

    /** @throws IllegalArgumentException when the frame is of another size */
    public void requireFits(VideoFrame frame) {
        if (frame.width() != size.width() || frame.height() != size.height()) {
            throw new IllegalArgumentException("this painter draws on frames of " + size.width() + "x" + size.height()
                    + ", was " + frame.width() + "x" + frame.height());
        }
    }

    private static void requireRoom(VideoFrame frame, int plane, int width, int height) {
        ByteBuffer bytes = frame.plane(plane);
        long needed = (long) (height - 1) * frame.stride(plane) + width;
        boolean writable = bytes.isDirect() && !bytes.isReadOnly();
        if (!writable || frame.stride(plane) < width || bytes.limit() < needed) {
            throw new IllegalArgumentException("plane " + plane + " of " + width + "x" + height
                    + " is a writable direct buffer of " + needed + " bytes, was " + bytes + " with rows of "
                    + frame.stride(plane));
        }
    }

    /** At position 0, because the native code begins where the buffer's position is. */
    private static ByteBuffer plane(VideoFrame frame, int index) {
        return frame.plane(index).duplicate().position(0);
    }
}
