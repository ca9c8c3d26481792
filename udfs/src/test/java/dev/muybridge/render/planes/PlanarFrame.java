package dev.muybridge.render.planes;

import dev.muybridge.media.Colour;
import dev.muybridge.media.VideoFrame;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A frame in direct buffers, with bytes between the rows and no byte after the last pixel. Each plane lies within a larger buffer, whose
 * other bytes nobody may touch.
 *
 * @param around the larger buffers
 */
public record PlanarFrame(
        int width, int height, Colour colour, List<ByteBuffer> planes, List<Integer> strides, List<ByteBuffer> around)
        implements VideoFrame {
    public static final byte GAP = 0x55;

    private static final int AROUND = 4096;

    /** Grey; the planes are as wide and high as the picture, {@code gap} bytes lie between the rows. */
    public static PlanarFrame grey(int width, int height, Colour colour, int gap) {
        int halfWidth = (width + 1) / 2;
        int halfHeight = (height + 1) / 2;
        List<Integer> strides = List.of(width + gap, halfWidth + gap, halfWidth + gap);
        List<ByteBuffer> around = List.of(
                plane(width, height, gap, (byte) 110),
                plane(halfWidth, halfHeight, gap, (byte) 128),
                plane(halfWidth, halfHeight, gap, (byte) 128));
        List<ByteBuffer> planes = around.stream()
                .map(plane -> plane.slice(AROUND, plane.capacity() - 2 * AROUND))
                .toList();
        return new PlanarFrame(width, height, colour, planes, strides, around);
    }

    /** Whether all bytes before and after the planes are as they were. */
    public boolean isSoundAround() {
        return around.stream()
                .allMatch(plane -> IntStream.range(0, AROUND)
                        .allMatch(i -> plane.get(i) == GAP && plane.get(plane.capacity() - 1 - i) == GAP));
    }

    /** This one, of bytes at random. */
    public PlanarFrame noisy(long seed) {
        Random random = new Random(seed);
        for (ByteBuffer plane : planes) {
            byte[] bytes = new byte[plane.capacity()];
            random.nextBytes(bytes);
            plane.put(0, bytes);
        }
        return this;
    }

    private static ByteBuffer plane(int width, int height, int gap, byte value) {
        int stride = width + gap;
        int bytes = stride * (height - 1) + width;
        ByteBuffer plane = ByteBuffer.allocateDirect(bytes + 2 * AROUND);
        for (int i = 0; i < plane.capacity(); i++) {
            int at = i - AROUND;
            boolean pixel = at >= 0 && at < bytes && at % stride < width;
            plane.put(i, pixel ? value : GAP);
        }
        return plane;
    }

    @Override
    public long pts() {
        return 0;
    }

    @Override
    public ByteBuffer plane(int index) {
        return planes.get(index);
    }

    @Override
    public int stride(int index) {
        return strides.get(index);
    }

    public int sample(int plane, int x, int y) {
        return planes.get(plane).get(y * strides.get(plane) + x) & 255;
    }

    public boolean same(PlanarFrame other) {
        return planes.equals(other.planes);
    }

    /** Whether any sample of the pixel, or of the block of 2x2 it is in, differs from {@code other}. */
    public boolean differs(PlanarFrame other, int x, int y) {
        return sample(0, x, y) != other.sample(0, x, y)
                || sample(1, x / 2, y / 2) != other.sample(1, x / 2, y / 2)
                || sample(2, x / 2, y / 2) != other.sample(2, x / 2, y / 2);
    }

    /** Red, green and blue of that pixel, by the textbook formula for {@code red} and {@code blue} shares of luma. */
    public int[] rgb(int x, int y, double red, double blue) {
        boolean full = colour.range() == 2;
        double luma = (sample(0, x, y) - (full ? 0 : 16)) / (full ? 255.0 : 219.0);
        double cb = (sample(1, x / 2, y / 2) - 128) / (full ? 255.0 : 224.0);
        double cr = (sample(2, x / 2, y / 2) - 128) / (full ? 255.0 : 224.0);
        double r = luma + 2 * (1 - red) * cr;
        double b = luma + 2 * (1 - blue) * cb;
        double g = (luma - red * r - blue * b) / (1 - red - blue);
        return new int[] {(int) Math.round(r * 255), (int) Math.round(g * 255), (int) Math.round(b * 255)};
    }
}
