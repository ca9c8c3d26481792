package dev.muybridge.media;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A picture of 8 bits as the decoder keeps it: three planes, perhaps turned, with pixels that need not be square.
 *
 * @param width of the upright picture, pixels
 * @param height of the upright picture, pixels
 * @param planes Y, U and V
 * @param toRgb how their numbers become colours
 */
public record YuvImage(int width, int height, List<Plane> planes, YuvToRgb toRgb) implements Image {
    public YuvImage {
        planes = List.copyOf(planes);
        if (planes.size() != 3) {
            throw new IllegalArgumentException("a YUV image has 3 planes, was " + planes.size());
        }
    }

    /**
     * One plane.
     *
     * @param bytes a direct buffer over native memory, position 0, valid until the decoder moves on
     * @param stride bytes from one row to the next
     * @param columns of the plane itself
     * @param rows of the plane itself
     * @param fromUpright from a place in the upright picture to the place in this plane
     */
    public record Plane(ByteBuffer bytes, int stride, int columns, int rows, Affine fromUpright) {
        public Plane {
            if (!bytes.isDirect() || columns > stride || bytes.capacity() < (long) stride * (rows - 1) + columns) {
                throw new IllegalArgumentException("a plane of " + columns + "x" + rows + " with rows of " + stride
                        + " bytes is a direct buffer of that size, was " + bytes);
            }
        }
    }
}
