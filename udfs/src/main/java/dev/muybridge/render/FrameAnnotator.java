package dev.muybridge.render;

import dev.muybridge.media.Colour;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.motion.Column;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.PersonMetrics;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.Pose;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws the people's skeletons, from the filtered landmarks, and a panel with the main subject's numbers on decoded frames. If people are numbered, each has
 * their number above the head and a trunk of the same colour. Everything is painted on an overlay, and the tiles of it that were
 * painted on are blended into the planes; pixels that nothing is drawn on keep their bytes. What is drawn depends on the arguments alone, not on
 * earlier frames or on the machine's fonts. Holds about five bytes of heap per pixel; nothing to close. One thread at a time.
 */
public final class FrameAnnotator {
    /** The columns that the pictures show: others may change and the pictures stay the same. */
    public static final List<Column> DRAWN = Readout.DRAWN;

    private final PictureSize size;
    private final Canvas overlay;
    private final RoundPen pen;
    private final YuvBlender blender;
    private final @Nullable Panel panel;
    private final @Nullable Typeface numbers;

    /**
     * For frames of one size and colour.
     *
     * @param size the upright picture's
     * @param colour how the planes' numbers become colours; if it names no matrix, or one that is unknown here, BT.709 is used
     *     from 720 rows up and BT.601 below, and if it names no range, the limited one
     * @param numbered whether people's numbers are drawn
     */
    public FrameAnnotator(PictureSize size, Colour colour, boolean numbered) {
        this.size = size;
        overlay = new Canvas(size.width(), size.height());
        pen = new RoundPen(overlay);
        blender = new YuvBlender(YuvWeights.of(colour, size), overlay.width());
        panel = Panel.fitting(size);
        numbers = numbered ? Typeface.load() : null;
    }

    /**
     * Draws on {@code frame}. Pictures too small for a readable panel get only the skeleton.
     *
     * @param frame is changed; not kept
     * @param metrics everybody in it is drawn, the main subject on top; the panel shows the main subject
     * @param timeMicros presentation time on the video's own clock, microseconds
     * @throws IllegalArgumentException when the frame is of another size
     */
    public void annotate(VideoFrame frame, FrameMetrics metrics, long timeMicros) {
        if (frame.width() != size.width() || frame.height() != size.height()) {
            throw new IllegalArgumentException("this annotator draws on frames of " + size.width() + "x" + size.height()
                    + ", was " + frame.width() + "x" + frame.height());
        }
        for (int person = metrics.people().size() - 1; person >= 0; person--) {
            PersonMetrics each = metrics.people().get(person);
            Pose pose = each.filtered();
            if (pose != null) {
                drawFigure(new Figure(pose, size), each.id(), frame);
            }
        }
        if (panel != null) {
            blender.blend(panel.show(Readout.of(metrics, timeMicros, Math.min(size.width(), size.height()))), frame);
        }
    }

    private void drawFigure(Figure figure, int id, VideoFrame frame) {
        if (numbers == null || figure.bounds().isEmpty()) {
            FigurePainter.paint(figure, Side.MIDDLE.colour(), pen);
        } else {
            FigurePainter.paint(figure, NameTag.colour(id), pen);
            new NameTag(numbers, id, figure, size).paint(overlay);
        }
        overlay.touched().drain(area -> {
            blender.blend(overlay.patch(area, 0, 0), frame);
            overlay.clear(area);
        });
    }
}
