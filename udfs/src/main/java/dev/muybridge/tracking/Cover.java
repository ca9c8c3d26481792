package dev.muybridge.tracking;

import dev.muybridge.pose.Pose;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Paints bodies over in the picture of a region, in the mean colour of what is left, so that the model sees one body only. A bar where
 * the region's own trunk lies stays.
 */
final class Cover {
    /** Limbs and heads, as lines through these points. */
    private static final int[][] LINES = {
        {0, 7, 8, 0}, {11, 13, 15, 19}, {12, 14, 16, 20}, {23, 25, 27, 31}, {24, 26, 28, 32}, {11, 12, 24, 23, 11}
    };

    private static final int[] TRUNK = {11, 12, 24, 23};

    /** Width of the lines, in trunks of the body. */
    private static final double WIDTH = 0.25;

    /** The bar that stays, in sides of the region: half its width, and its ends below the top. */
    private static final double BAR = 17.0 / 256;

    private static final double BAR_TOP = 70.0 / 256;
    private static final double BAR_BOTTOM = 134.0 / 256;

    private static final int COLOURS = 3;
    private static final int GREY = 127;

    private final int side;
    private final boolean[] covered;
    private final byte[] pixels;

    /** @param side of the picture, pixels */
    Cover(int side) {
        this.side = side;
        this.covered = new boolean[side * side];
        this.pixels = new byte[side * side * COLOURS];
    }

    /** Paints {@code bodies} over in {@code picture}, which shows {@code region}. */
    void paint(ByteBuffer picture, Region region, List<Body> bodies) {
        Arrays.fill(covered, false);
        for (Body body : bodies) {
            double[][] points = inside(region, body);
            double half = Math.max(0.5, WIDTH / 2 * body.trunk() / region.side() * side);
            for (int[] line : LINES) {
                for (int i = 1; i < line.length; i++) {
                    line(points[line[i - 1]], points[line[i]], half, true);
                }
            }
            trunk(points);
        }
        fill(picture);
    }

    /** All points of the body in pixels of the region's picture. */
    private double[][] inside(Region region, Body body) {
        double cos = StrictMath.cos(region.radians());
        double sin = StrictMath.sin(region.radians());
        double[][] points = new double[Pose.SIZE][];
        for (int i = 0; i < points.length; i++) {
            double right = (body.x(i) - region.x()) / region.side();
            double down = (body.y(i) - region.y()) / region.side();
            points[i] = new double[] {(cos * right + sin * down + 0.5) * side, (cos * down - sin * right + 0.5) * side};
        }
        return points;
    }

    /** Sets every pixel no further than {@code half} from the line. */
    private void line(double[] a, double[] b, double half, boolean value) {
        double dx = b[0] - a[0];
        double dy = b[1] - a[1];
        double length = dx * dx + dy * dy;
        int left = within(Math.min(a[0], b[0]) - half);
        int right = within(Math.max(a[0], b[0]) + half);
        int bottom = within(Math.max(a[1], b[1]) + half);
        for (int y = within(Math.min(a[1], b[1]) - half); y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                double along = length == 0 ? 0 : ((x - a[0]) * dx + (y - a[1]) * dy) / length;
                double t = Math.max(0, Math.min(1, along));
                double offX = x - a[0] - t * dx;
                double offY = y - a[1] - t * dy;
                if (offX * offX + offY * offY <= half * half) {
                    covered[y * side + x] = value;
                }
            }
        }
    }

    private int within(double pixel) {
        return (int) Math.max(0, Math.min(side - 1, Math.floor(pixel)));
    }

    /** Sets every pixel between the shoulders and the hips. */
    private void trunk(double[][] points) {
        double[] xs =
                IntStream.of(TRUNK).mapToDouble(i -> points[i][0]).sorted().toArray();
        double[] ys =
                IntStream.of(TRUNK).mapToDouble(i -> points[i][1]).sorted().toArray();
        int right = within(xs[xs.length - 1]);
        int bottom = within(ys[ys.length - 1]);
        for (int y = within(ys[0]); y <= bottom; y++) {
            for (int x = within(xs[0]); x <= right; x++) {
                boolean inside = false;
                for (int i = 0; i < TRUNK.length; i++) {
                    double[] a = points[TRUNK[i]];
                    double[] b = points[TRUNK[(i + 1) % TRUNK.length]];
                    boolean crosses = (a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0];
                    inside ^= crosses;
                }
                covered[y * side + x] |= inside;
            }
        }
    }

    private void fill(ByteBuffer picture) {
        // In an array, because single accesses to native memory take longer.
        picture.get(0, pixels);
        byte[] colour = meanOfTheRest();
        double middle = side / 2.0;
        line(new double[] {middle, BAR_TOP * side}, new double[] {middle, BAR_BOTTOM * side}, BAR * side, false);
        for (int i = 0; i < covered.length; i++) {
            if (covered[i]) {
                for (int j = 0; j < COLOURS; j++) {
                    pixels[i * COLOURS + j] = colour[j];
                }
            }
        }
        picture.put(0, pixels);
    }

    private byte[] meanOfTheRest() {
        long[] sums = new long[COLOURS];
        int count = 0;
        for (int i = 0; i < covered.length; i++) {
            if (!covered[i]) {
                count++;
                for (int j = 0; j < COLOURS; j++) {
                    sums[j] += pixels[i * COLOURS + j] & 0xff;
                }
            }
        }
        byte[] mean = new byte[COLOURS];
        for (int j = 0; j < COLOURS; j++) {
            mean[j] = (byte) (count == 0 ? GREY : sums[j] / count);
        }
        return mean;
    }
}
