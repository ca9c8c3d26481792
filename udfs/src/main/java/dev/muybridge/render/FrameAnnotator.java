package dev.muybridge.render;

import dev.muybridge.media.Colour;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.motion.Column;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.PersonMetrics;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.Pose;
import dev.muybridge.render.planes.PlanePainter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws the people's skeletons, from the filtered landmarks, and a panel with the main subject's numbers on decoded frames. If people
 * are numbered, each has their number above the head and a trunk of the same colour. Pixels that nothing is drawn on keep their bytes.
 * What is drawn depends on the arguments alone, not on earlier frames or on the machine's fonts. Nothing to close. One thread at a time.
 */
public final class FrameAnnotator {
    static {
        // Java asks the display first, even for a colour, and fails where DISPLAY names one that is not there.
        // A program that also shows windows has done so before or sets the property.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    /** The columns that the pictures show: others may change and the pictures stay the same. */
    public static final List<Column> DRAWN = Readout.DRAWN;

    private final PictureSize size;
    private final PlanePainter painter;
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
        painter = new PlanePainter(size, colour);
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
        painter.requireFits(frame);
        for (int person = metrics.people().size() - 1; person >= 0; person--) {
            PersonMetrics each = metrics.people().get(person);
            Pose pose = each.filtered();
            if (pose != null) {
                drawFigure(new Figure(pose, size), each.id(), frame);
            }
        }
        if (panel != null) {
            painter.lay(panel.show(Readout.of(metrics, timeMicros, Math.min(size.width(), size.height()))), frame);
        }
    }

    private void drawFigure(Figure figure, int id, VideoFrame frame) {
        if (numbers == null || figure.bounds().isEmpty()) {
            painter.draw(FigurePainter.inks(figure, Side.MIDDLE.colour()), frame);
        } else {
            painter.draw(FigurePainter.inks(figure, NameTag.colour(id)), frame);
            painter.lay(new NameTag(numbers, id, figure, size).paint(), frame);
        }
    }
}
