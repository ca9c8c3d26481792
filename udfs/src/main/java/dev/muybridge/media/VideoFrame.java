package dev.muybridge.media;

import java.nio.ByteBuffer;

/**
 * One decoded picture, upright, 8 bits, YUV 4:2:0 in three planes in native memory. Valid until the next frame is read from
 * the same {@link FrameReader}; not owned by whoever receives it. The planes may be drawn on.
 */
public interface VideoFrame {
    /** Presentation timestamp in ticks of the video's time base. */
    long pts();

    /** Pixels of the upright picture; the planes may be one pixel wider where this is odd. */
    int width();

    /** Pixels of the upright picture; the planes may be one pixel higher where this is odd. */
    int height();

    /** How the planes' numbers become colours. */
    Colour colour();

    /** Plane 0 = Y, 1 = U, 2 = V: a direct buffer over native memory, position 0. */
    ByteBuffer plane(int index);

    /** Bytes from one row of that plane to the next. */
    int stride(int index);
}
