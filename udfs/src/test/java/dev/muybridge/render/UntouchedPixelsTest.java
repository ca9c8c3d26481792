package dev.muybridge.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.muybridge.media.Colour;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.PersonMetrics;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Tracks;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import dev.muybridge.render.planes.Ink;
import dev.muybridge.render.planes.PlanarFrame;
import dev.muybridge.render.planes.Stroke;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks at every pixel of pictures that are drawn on: has it changed where something is drawn, and nowhere else? */
final class UntouchedPixelsTest {
    private static final Colour COLOUR = new Colour(1, 1, 1, 1);

    /** From the middle of a pixel to the furthest corner of its block of 2x2, and a little for rounding. */
    private static final double BLOCK = 2.13;

    @ParameterizedTest
    @CsvSource({"640, 480, 0.8", "1281, 721, 0.8", "97, 131, 0.5"})
    void annotate_noise_changesWhatIsDrawnOnAlone(int width, int height, double mostlyKept) {
        PictureSize size = new PictureSize(width, height);
        PlanarFrame before = PlanarFrame.grey(width, height, COLOUR, 5).noisy(1);
        PlanarFrame frame = PlanarFrame.grey(width, height, COLOUR, 5).noisy(1);
        FrameMetrics metrics = new FrameMetrics(0, 0, true, people(2, size, new Random(3)));

        new FrameAnnotator(size, COLOUR, true).annotate(frame, metrics, 0);

        List<Rectangle> areas = areas(metrics, size);
        List<Stroke> strokes = strokes(metrics, size, 1);
        List<Stroke> clear = strokes(metrics, size, 128);
        int kept = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean differs = frame.differs(before, x, y);
                if (differs && !isIn(areas, x, y) && distance(strokes, x + 0.5, y + 0.5) > BLOCK) {
                    fail("%d,%d has changed and nothing is drawn there", x, y);
                }
                if (!differs && distance(clear, x + 0.5, y + 0.5) < -1) {
                    fail("%d,%d is on a line and has not changed", x, y);
                }
                kept += differs ? 0 : 1;
            }
        }
        assertThat(kept / (double) (width * height)).isBetween(mostlyKept, 0.98);
    }

    private static boolean isIn(List<Rectangle> areas, int x, int y) {
        return areas.stream().anyMatch(area -> area.contains(x, y));
    }

    /** From there to the nearest edge of a line, in pixels; negative inside. */
    private static double distance(List<Stroke> strokes, double x, double y) {
        double least = Double.POSITIVE_INFINITY;
        for (Stroke stroke : strokes) {
            double away = Line2D.ptSegDist(stroke.x1(), stroke.y1(), stroke.x2(), stroke.y2(), x, y);
            least = Math.min(least, away - stroke.radius());
        }
        return least;
    }

    /** Those that are at least that opaque, 1 to 255. */
    private static List<Stroke> strokes(FrameMetrics metrics, PictureSize size, int opacity) {
        List<Stroke> strokes = new ArrayList<>();
        for (PersonMetrics person : metrics.people()) {
            Figure figure = new Figure(Objects.requireNonNull(person.filtered()), size);
            for (Ink ink : FigurePainter.inks(figure, Side.MIDDLE.colour())) {
                if (ink.argb() >>> 24 >= opacity) {
                    strokes.addAll(ink.strokes());
                }
            }
        }
        return strokes;
    }

    /** The panel's and the tags'. */
    private static List<Rectangle> areas(FrameMetrics metrics, PictureSize size) {
        List<Rectangle> areas = new ArrayList<>();
        Panel panel = Panel.fitting(size);
        if (panel != null) {
            areas.add(panel.show(Readout.of(metrics, 0, Math.min(size.width(), size.height())))
                    .target());
        }
        for (PersonMetrics person : metrics.people()) {
            Figure figure = new Figure(Objects.requireNonNull(person.filtered()), size);
            if (!figure.bounds().isEmpty()) {
                areas.add(new NameTag(Typeface.load(), person.id(), figure, size)
                        .paint()
                        .target());
            }
        }
        return areas;
    }

    /** People who stand, with points that are off by a little or lie anywhere, and seen well or hardly. */
    private static List<PersonMetrics> people(int count, PictureSize size, Random random) {
        List<PersonMetrics> people = new ArrayList<>();
        for (int id = 0; id < count; id++) {
            Pose standing = Poses.standing(random.nextDouble(), random.nextDouble(), 0.2 + random.nextDouble());
            boolean clear = random.nextBoolean();
            Pose pose = Poses.pose(point -> {
                Landmark from = standing.landmark(point);
                boolean astray = random.nextInt(12) == 0;
                float x = astray ? 4 * random.nextFloat() - 1.5f : from.x() + 0.05f * random.nextFloat();
                float y = astray ? 4 * random.nextFloat() - 1.5f : from.y() + 0.05f * random.nextFloat();
                return new Landmark(x, y, 0, clear ? 1 : random.nextFloat(), 1);
            });
            people.add(Tracks.moving(Tracks.still(id, pose, size), 1000 * random.nextDouble(), 5));
        }
        return people;
    }
}
