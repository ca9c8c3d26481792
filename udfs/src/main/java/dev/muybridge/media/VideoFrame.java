package dev.muybridge.media;

import java.nio.ByteBuffer;

/**
 * One decoded picture, upright, 8 bits, YUV 4:2:0 in three planes in native memory. It is valid until the next frame is read from
 * the same {@link FrameReader}, and the receiver does not own it. The planes may be drawn on.
 */
public interface VideoFrame {
    /** Presentation timestamp in ticks of the video's time base. */
    long pts();

    /** Width of the upright picture in pixels; if it is odd, the planes may be one pixel wider. */
    int width();

    /** Height of the upright picture in pixels; if it is odd, the planes may be one pixel higher. */
    int height();

    /** How the numbers in the planes become colours. */
    Colour colour();

    /** Plane 0 = Y, 1 = U, 2 = V: a direct buffer over native memory, position 0. */
    ByteBuffer plane(int index);

    /** Bytes from one row of that plane to the next. */
    int stride(int index);
}
