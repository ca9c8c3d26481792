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
import java.awt.Rectangle;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the drawing with the plain way: each person on a canvas of its own, which is then blended as a whole. */
final class WholeCanvasTest {
    @ParameterizedTest
    @CsvSource({"1280, 720, 1, false", "641, 481, 2, true", "97, 131, 1, false", "720, 1280, 2, true", "16, 16, 1, true"
    })
    void annotate_randomPeople_givesTheBytesOfTheWholeCanvas(int width, int height, int range, boolean numbered) {
        PictureSize size = new PictureSize(width, height);
        Colour colour = new Colour(range, 1, 1, 1);
        Random random = new Random(width);
        FrameAnnotator annotator = new FrameAnnotator(size, colour, numbered);
        for (int i = 0; i < 6; i++) {
            PlanarFrame frame = noise(size, colour, random.nextLong());
            PlanarFrame expected = PlanarFrame.grey(width, height, colour, 5);
            for (int plane = 0; plane < 3; plane++) {
                expected.plane(plane)
                        .put(0, frame.plane(plane), 0, frame.plane(plane).capacity());
            }
            FrameMetrics metrics = new FrameMetrics(i, i, true, people(1 + i % 3, size, random));
            List<Canvas> canvases = canvases(metrics, size, numbered);
            YuvWeights weights = YuvWeights.of(colour, size);
            canvases.forEach(canvas -> blend(whole(canvas, size), weights, expected));
            Panel panel = Panel.fitting(size);
            if (panel != null) {
                blend(panel.show(Readout.of(metrics, i * 33_333L, Math.min(width, height))), weights, expected);
            }

            annotator.annotate(frame, metrics, i * 33_333L);

            for (int plane = 0; plane < 3; plane++) {
                assertThat(frame.plane(plane).mismatch(expected.plane(plane)))
                        .as("first wrong byte of plane %d of frame %d", plane, i)
                        .isEqualTo(-1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"640, 480", "1281, 721"})
    void annotate_noise_keepsEveryPixelThatNothingIsDrawnOn(int width, int height) {
        PictureSize size = new PictureSize(width, height);
        Colour colour = new Colour(1, 1, 1, 1);
        PlanarFrame before = noise(size, colour, 1);
        PlanarFrame frame = noise(size, colour, 1);
        FrameMetrics metrics = new FrameMetrics(0, 0, true, people(2, size, new Random(3)));
        List<Canvas> canvases = canvases(metrics, size, true);

        new FrameAnnotator(size, colour, true).annotate(frame, metrics, 0);

        Patch panel = panel(metrics, size);
        int kept = 0;
        int changed = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                Rectangle block = new Rectangle(x & ~1, y & ~1, 2, 2);
                boolean drawn = panel.target().contains(x, y);
                for (Canvas canvas : canvases) {
                    drawn |= painted(canvas.patch(block, 0, 0));
                }
                boolean differs = frame.differs(before, x, y);
                if (differs && !drawn) {
                    fail("%d,%d has changed and nothing is drawn there", x, y);
                }
                kept += drawn ? 0 : 1;
                changed += differs ? 1 : 0;
            }
        }
        assertThat(kept).isGreaterThan(width * height / 4);
        assertThat(changed).isGreaterThan(width * height / 50);
    }

    private static Patch panel(FrameMetrics metrics, PictureSize size) {
        Panel panel = Objects.requireNonNull(Panel.fitting(size));
        return panel.show(Readout.of(metrics, 0, Math.min(size.width(), size.height())));
    }

    private static boolean painted(Patch patch) {
        int at = patch.offset();
        int below = at + patch.scan();
        return (patch.argb()[at] | patch.argb()[at + 1] | patch.argb()[below] | patch.argb()[below + 1]) != 0;
    }

    private static List<Canvas> canvases(FrameMetrics metrics, PictureSize size, boolean numbered) {
        List<Canvas> canvases = new ArrayList<>();
        for (PersonMetrics person : metrics.people()) {
            Pose pose = Objects.requireNonNull(person.filtered());
            Figure figure = new Figure(pose, size);
            Canvas canvas = new Canvas(size.width(), size.height());
            FigurePainter.paint(
                    figure, numbered ? NameTag.colour(person.id()) : Side.MIDDLE.colour(), new RoundPen(canvas));
            if (numbered && !figure.bounds().isEmpty()) {
                new NameTag(Typeface.load(), person.id(), figure, size).paint(canvas);
            }
            canvases.add(0, canvas);
        }
        return canvases;
    }

    private static Patch whole(Canvas canvas, PictureSize size) {
        return canvas.patch(new Rectangle(size.width(), size.height()), 0, 0);
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

    private static PlanarFrame noise(PictureSize size, Colour colour, long seed) {
        Random random = new Random(seed);
        PlanarFrame frame = PlanarFrame.grey(size.width(), size.height(), colour, 5);
        for (ByteBuffer plane : frame.planes()) {
            byte[] bytes = new byte[plane.capacity()];
            random.nextBytes(bytes);
            plane.put(0, bytes);
        }
        return frame;
    }

    /** Sample by sample, with nothing left out and nothing remembered. */
    private static void blend(Patch patch, YuvWeights weights, PlanarFrame frame) {
        Rectangle target = patch.target();
        for (int y = 0; y < target.height; y += 2) {
            for (int x = 0; x < target.width; x += 2) {
                int[] sums = {0, 0, 0, 0, 4};
                for (int i = 0; i < 4; i++) {
                    int argb = patch.argb()[patch.offset() + (y + i / 2) * patch.scan() + x + i % 2];
                    int[] drawn = {argb >> 16 & 255, argb >> 8 & 255, argb & 255, argb >>> 24, 1};
                    for (int j = 0; j < 4; j++) {
                        sums[j] += drawn[j];
                    }
                    int column = target.x + x + i % 2;
                    if (column < frame.stride(0)) {
                        int at = (target.y + y + i / 2) * frame.stride(0) + column;
                        blend(frame.plane(0), at, weights.y(), drawn);
                    }
                }
                int middle = (target.y + y) / 2 * frame.stride(1) + (target.x + x) / 2;
                blend(frame.plane(1), middle, weights.u(), sums);
                blend(frame.plane(2), middle, weights.v(), sums);
            }
        }
    }

    /** @param drawn red, green, blue and opacity, and over how many pixels they are summed up */
    private static void blend(ByteBuffer plane, int at, int[] weights, int[] drawn) {
        int pixels = drawn[4];
        if (at < plane.limit()) {
            int sum = (plane.get(at) & 255) * (255 * pixels - drawn[3]) * 257;
            for (int i = 0; i < 4; i++) {
                sum += weights[i] * drawn[i];
            }
            int value = (Math.floorDiv(sum, pixels) + 32768) >> 16;
            plane.put(at, (byte) Math.max(0, Math.min(255, value)));
        }
    }
}
