package dev.muybridge.render.planes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.media.Colour;
import dev.muybridge.motion.PictureSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlanePainterTest {
    private static final int WIDTH = 120;
    private static final int HEIGHT = 90;
    private static final PictureSize SIZE = new PictureSize(WIDTH, HEIGHT);
    private static final int WHITE = 0xFFFFFFFF;
    private static final int INK = 0x99C86432;

    /** In full range, white over black makes Y what the line covers of a pixel. */
    private static final Colour FULL_RANGE = new Colour(2, 1, 1, 1);

    private static final PlanePainter PAINTER = new PlanePainter(SIZE, FULL_RANGE);

    @Test
    void draw_randomLines_areThoseOfJava2D() {
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            double x = 200 * random.nextDouble() - 40;
            double y = 150 * random.nextDouble() - 30;
            boolean dot = i % 4 == 0;
            Stroke stroke = new Stroke(
                    x,
                    y,
                    dot ? x : 200 * random.nextDouble() - 40,
                    dot || i % 7 == 0 ? y : 150 * random.nextDouble() - 30,
                    0.33 + 6 * random.nextDouble() * random.nextDouble());
            int[] expected = java2D(stroke);
            PlanarFrame frame = black();

            PAINTER.draw(List.of(new Ink(WHITE, List.of(stroke))), frame);

            int drawn = 0;
            int wanted = 0;
            for (int at = 0; at < WIDTH * HEIGHT; at++) {
                int opacity = frame.sample(0, at % WIDTH, at / WIDTH);
                int other = expected[at] >>> 24;
                assertThat(Math.abs(opacity - other))
                        .as("pixel %d of %s", at, stroke)
                        .isLessThan(80);
                drawn += opacity;
                wanted += other;
            }
            // Java2D places edges by eighths of a pixel.
            double along = Math.min(WIDTH + HEIGHT, Math.hypot(stroke.x2() - x, stroke.y2() - y));
            double eighth = 255 / 8.0 * (along + 2 * Math.PI * stroke.radius());
            assertThat((double) drawn).as("%s", stroke).isCloseTo(wanted, within(eighth + 200));
        }
    }

    @Test
    void draw_linesThatCross_areNoDenserThere() {
        PlanarFrame frame = black();

        PAINTER.draw(
                List.of(new Ink(0x99FFFFFF, List.of(new Stroke(10, 10, 100, 80, 5), new Stroke(100, 10, 10, 80, 5)))),
                frame);

        int most = IntStream.range(0, WIDTH * HEIGHT)
                .map(at -> frame.sample(0, at % WIDTH, at / WIDTH))
                .max()
                .orElseThrow();
        assertThat(most).isEqualTo(0x99);
        assertThat(frame.sample(0, 55, 45)).isEqualTo(0x99);
    }

    @Test
    void draw_oneInkOverAnother_mixesThem() {
        Stroke stroke = new Stroke(20, 20, 60, 20, 6);
        PlanarFrame frame = PlanarFrame.grey(WIDTH, HEIGHT, FULL_RANGE, 5).noisy(4);

        PAINTER.draw(List.of(new Ink(WHITE, List.of(stroke)), new Ink(INK, List.of(stroke))), frame);

        int[] rgb = frame.rgb(40, 20, 0.2126, 0.0722);
        assertThat(rgb[0]).isCloseTo(0xDE, within(2));
        assertThat(rgb[1]).isCloseTo(0xA2, within(2));
        assertThat(rgb[2]).isCloseTo(0x84, within(2));
    }

    @Test
    void draw_severalAtOnce_isAsOneAfterTheOtherWhereTheyDoNotMeet() {
        Ink left = new Ink(INK, List.of(new Stroke(20, 20, 40, 70, 6), new Stroke(10, 80, 10, 80, 4)));
        Ink right = new Ink(WHITE, List.of(new Stroke(80, 10, 110, 85, 3)));
        PlanarFrame together = PlanarFrame.grey(WIDTH, HEIGHT, FULL_RANGE, 5).noisy(4);
        PlanarFrame apart = PlanarFrame.grey(WIDTH, HEIGHT, FULL_RANGE, 5).noisy(4);

        PAINTER.draw(List.of(left, right), together);
        PAINTER.draw(List.of(right), apart);
        PAINTER.draw(List.of(left), apart);

        assertThat(together.same(apart)).isTrue();
        assertThat(together.same(PlanarFrame.grey(WIDTH, HEIGHT, FULL_RANGE, 5).noisy(4)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"120, 90, 6", "121, 91, 6", "121, 91, 0", "1, 1, 1", "1, 1, 0", "2, 3, 3", "17, 4, 0"})
    void draw_linesThatReachOutOfThePicture_keepTheBytesAroundIt(int width, int height, int gap) {
        PlanePainter painter = new PlanePainter(new PictureSize(width, height), FULL_RANGE);
        PlanarFrame frame = PlanarFrame.grey(width, height, FULL_RANGE, gap);
        Random random = new Random(width);
        for (int i = 0; i < 50; i++) {
            Stroke stroke = new Stroke(
                    3 * width * random.nextDouble() - width,
                    3 * height * random.nextDouble() - height,
                    3 * width * random.nextDouble() - width,
                    3 * height * random.nextDouble() - height,
                    0.5 + 9 * random.nextDouble());
            painter.draw(List.of(new Ink(INK, List.of(stroke))), frame);
        }

        assertThat(frame.isSoundAround()).isTrue();
        assertThat(frame.same(PlanarFrame.grey(width, height, FULL_RANGE, gap))).isFalse();
        for (int plane = 0; plane < 3; plane++) {
            int columns = plane == 0 ? width : (width + 1) / 2;
            ByteBuffer bytes = frame.plane(plane);
            for (int at = 0; at < bytes.limit(); at++) {
                // Of an odd width, Y's next column belongs to the last block of colours.
                if (at % frame.stride(plane) >= columns + (plane == 0 ? width & 1 : 0)) {
                    assertThat(bytes.get(at)).isEqualTo(PlanarFrame.GAP);
                }
            }
        }
    }

    /** The plain way needs to be told what lines cover of each pixel: Y says so where white is drawn over black. */
    @ParameterizedTest
    @CsvSource({"120, 90, 0", "121, 91, 0", "97, 131, 3"})
    void draw_noise_givesTheBytesOfThePlainWay(int width, int height, int gap) {
        PictureSize size = new PictureSize(width, height);
        PlanePainter painter = new PlanePainter(size, FULL_RANGE);
        List<Stroke> strokes = List.of(
                new Stroke(10, 12, width + 20, height - 9, 4.3),
                new Stroke(70, 10, 15, 80, 2.1),
                new Stroke(20, 60, 20, 60, 7));
        PlanarFrame black = PlanarFrame.grey(width, height, FULL_RANGE, gap);
        black.plane(0).put(0, new byte[black.plane(0).capacity()]);
        painter.draw(List.of(new Ink(WHITE, strokes)), black);
        int scan = width + (width & 1);
        int[] argb = new int[scan * (height + (height & 1))];
        for (int at = 0; at < width * height; at++) {
            argb[at / width * scan + at % width] = inked(black.sample(0, at % width, at / width));
        }
        Patch patch = new Patch(argb, 0, scan, new Rectangle(scan, argb.length / scan));
        PlanarFrame frame = PlanarFrame.grey(width, height, FULL_RANGE, gap).noisy(9);
        PlanarFrame expected = PlanarFrame.grey(width, height, FULL_RANGE, gap).noisy(9);

        painter.draw(List.of(new Ink(INK, strokes)), frame);

        blend(patch, YuvWeights.of(FULL_RANGE, size), expected);
        int differing = 0;
        for (int at = 0; at < width * height; at++) {
            boolean inner = at % width < (width & ~1) && at / width < (height & ~1);
            differing += inner && frame.differs(expected, at % width, at / width) ? 1 : 0;
        }
        assertThat(differing).isZero();
    }

    /** {@link #INK} over nothing, where lines cover so much of a pixel, 0 to 255. */
    private static int inked(int coverage) {
        int opacity = share(coverage, INK >>> 24);
        int argb = opacity << 24;
        for (int shift = 0; shift < 24; shift += 8) {
            argb |= share(INK >> shift & 255, opacity) << shift;
        }
        return argb;
    }

    private static int share(int value, int part) {
        return (int) Math.round(value * part / 255.0);
    }

    @ParameterizedTest
    @CsvSource({"1280, 720, 1, 5", "641, 481, 2, 5", "641, 481, 2, 0", "97, 131, 1, 0", "16, 16, 1, 0"})
    void lay_noise_givesTheBytesOfThePlainWay(int width, int height, int range, int gap) {
        PictureSize size = new PictureSize(width, height);
        Colour colour = new Colour(range, 1, 1, 1);
        PlanarFrame frame = PlanarFrame.grey(width, height, colour, gap).noisy(1);
        PlanarFrame expected = PlanarFrame.grey(width, height, colour, gap).noisy(1);
        Patch patch = patch(size, new Random(height));

        new PlanePainter(size, colour).lay(patch, frame);

        blend(patch, YuvWeights.of(colour, size), expected);
        assertThat(frame.isSoundAround()).isTrue();
        for (int plane = 0; plane < 3; plane++) {
            assertThat(frame.plane(plane).mismatch(expected.plane(plane)))
                    .as("first wrong byte of plane %d", plane)
                    .isEqualTo(-1);
        }
    }

    @Test
    void planesThatDoNotFit_areRefused() {
        PlanarFrame frame = black();
        ByteBuffer luma = frame.plane(0);
        ByteBuffer chroma = frame.plane(1);
        String full = "plane 0 of 120x90 is a writable direct buffer of 10800 bytes, was ";
        String half = " of 60x45 is a writable direct buffer of 2700 bytes, was ";

        assertRefused(PlanarFrame.grey(64, 48, FULL_RANGE, 0), "this painter draws on frames of 120x90, was 64x48");
        assertRefused(with(frame, ByteBuffer.allocate(10_800), chroma, chroma), full);
        assertRefused(with(frame, luma.asReadOnlyBuffer(), chroma, chroma), full);
        assertRefused(with(frame, luma.slice(0, 10_799), chroma, chroma), full);
        assertRefused(with(frame, luma, chroma.slice(0, 2699), chroma), "plane 1" + half);
        assertRefused(with(frame, luma, chroma, chroma.slice(0, 2699)), "plane 2" + half);
        PlanarFrame narrow =
                new PlanarFrame(WIDTH, HEIGHT, FULL_RANGE, frame.planes(), List.of(WIDTH, 59, 60), frame.around());
        assertRefused(narrow, "plane 1 of 60x45 is a writable direct buffer of 2656 bytes");
    }

    private static void assertRefused(PlanarFrame frame, String message) {
        Patch patch = new Patch(new int[4], 0, 2, new Rectangle(2, 2));

        assertThatThrownBy(() -> PAINTER.draw(List.of(), frame)).hasMessageStartingWith(message);
        assertThatThrownBy(() -> PAINTER.lay(patch, frame)).hasMessageStartingWith(message);
    }

    @Test
    void draw_planesWhosePositionWasMoved_isNoOther() {
        PlanarFrame frame = PlanarFrame.grey(WIDTH, HEIGHT, FULL_RANGE, 5).noisy(4);
        PlanarFrame moved = PlanarFrame.grey(WIDTH, HEIGHT, FULL_RANGE, 5).noisy(4);
        moved.planes().forEach(plane -> plane.position(7));
        List<Ink> inks = List.of(new Ink(INK, List.of(new Stroke(20, 20, 60, 70, 6))));

        PAINTER.draw(inks, frame);
        PAINTER.draw(inks, moved);

        moved.planes().forEach(plane -> plane.position(0));
        assertThat(moved.same(frame)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"NaN, 1", "Infinity, 1", "5, 0", "5, -1", "5, NaN"})
    void draw_lineThatIsNone_isRefused(double x, double radius) {
        Ink ink = new Ink(INK, List.of(new Stroke(x, 1, 9, 9, radius)));

        assertThatThrownBy(() -> PAINTER.draw(List.of(ink), black()))
                .hasMessageStartingWith("a line has finite numbers and a width, was Stroke[x1=" + x);
    }

    @Test
    void patchThatDoesNotFit_isRefused() {
        Patch outside = new Patch(new int[100], 0, 10, new Rectangle(WIDTH - 8, 0, 10, 10));

        assertThatThrownBy(() -> PAINTER.lay(outside, black())).hasMessageContaining("lies within the frame");
        assertThatThrownBy(() -> new Patch(new int[99], 0, 10, new Rectangle(10, 10)))
                .hasMessage("99 pixels in rows of 10 have no 10x10 from pixel 0 on");
        assertThatThrownBy(() -> new Patch(new int[200], -1, 10, new Rectangle(10, 10)))
                .hasMessageEndingWith("from pixel -1 on");
        assertThatThrownBy(() -> new Patch(new int[200], 0, 9, new Rectangle(10, 10)))
                .hasMessageStartingWith("200 pixels in rows of 9 have no 10x10");
        assertThatThrownBy(() -> new Patch(new int[200], 0, 10, new Rectangle(1, 0, 10, 10)))
                .hasMessageStartingWith("a patch covers whole blocks of 2x2 pixels");
    }

    private static PlanarFrame with(PlanarFrame frame, ByteBuffer... planes) {
        return new PlanarFrame(
                frame.width(), frame.height(), frame.colour(), List.of(planes), frame.strides(), frame.around());
    }

    private static PlanarFrame black() {
        PlanarFrame frame = PlanarFrame.grey(WIDTH, HEIGHT, FULL_RANGE, 0);
        frame.plane(0).put(0, new byte[WIDTH * HEIGHT]);
        return frame;
    }

    private static int[] java2D(Stroke stroke) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB_PRE);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.setStroke(
                new BasicStroke((float) (2 * stroke.radius()), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(new Line2D.Double(stroke.x1(), stroke.y1(), stroke.x2(), stroke.y2()));
        return image.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH);
    }

    /** All of the picture: blocks of one colour, of none, and of four, one beside another. */
    private static Patch patch(PictureSize size, Random random) {
        int width = size.width() + (size.width() & 1);
        int height = size.height() + (size.height() & 1);
        int scan = width + 3;
        int[] argb = new int[7 + scan * height];
        for (int y = 0; y < height; y += 2) {
            for (int x = 0; x < width; x += 2) {
                int kind = random.nextInt(4);
                int one = kind == 0 ? 0 : kind == 1 ? 0xB00C0E14 : premultiplied(random);
                for (int i = 0; i < 4; i++) {
                    argb[7 + (y + i / 2) * scan + x + i % 2] = kind < 3 ? one : premultiplied(random);
                }
            }
        }
        return new Patch(argb, 7, scan, new Rectangle(width, height));
    }

    private static int premultiplied(Random random) {
        int opacity = random.nextInt(256);
        int argb = opacity << 24;
        for (int shift = 0; shift < 24; shift += 8) {
            argb |= random.nextInt(opacity + 1) << shift;
        }
        return argb;
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
