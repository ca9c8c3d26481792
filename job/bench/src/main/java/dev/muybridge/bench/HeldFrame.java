package dev.muybridge.bench;

import dev.muybridge.media.Colour;
import dev.muybridge.media.VideoFrame;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A copy of a frame, valid for as long as it is held.
 *
 * @param planes Y, U, V
 * @param strides bytes from one row of a plane to the next
 */
record HeldFrame(long pts, int width, int height, Colour colour, List<ByteBuffer> planes, List<Integer> strides)
        implements VideoFrame {
    private static final int PLANES = 3;

    static HeldFrame of(VideoFrame frame) {
        return new HeldFrame(
                frame.pts(),
                frame.width(),
                frame.height(),
                frame.colour(),
                IntStream.range(0, PLANES)
                        .mapToObj(i -> copy(frame.plane(i).duplicate()))
                        .toList(),
                IntStream.range(0, PLANES).mapToObj(frame::stride).toList());
    }

    private static ByteBuffer copy(ByteBuffer plane) {
        return ByteBuffer.allocateDirect(plane.remaining()).put(plane).flip();
    }

    /** The same at another time. */
    HeldFrame at(long ticks) {
        return new HeldFrame(ticks, width, height, colour, planes, strides);
    }

    long bytes() {
        return planes.stream().mapToLong(ByteBuffer::remaining).sum();
    }

    @Override
    public ByteBuffer plane(int index) {
        return planes.get(index).duplicate();
    }

    @Override
    public int stride(int index) {
        return strides.get(index);
    }
}
