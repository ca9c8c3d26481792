package dev.muybridge.media;

import dev.muybridge.pose.VideoException;
import org.jspecify.annotations.Nullable;

/** Decodes a {@link PacketRun}, frame by frame in presentation order. One thread at a time; close once. */
public interface FrameReader extends AutoCloseable {
    /**
     * The next frame that is shown and can be decoded completely, or null after the last. It invalidates the frame before it.
     *
     * @throws VideoException when this kind of picture is not supported
     */
    @Nullable
    VideoFrame next() throws VideoException;

    /** The last frame's picture as decoded, for longer than until the next one; it takes the memory of a decoded picture. */
    KeptFrame keep();

    /**
     * The last frame's picture as packed RGB at its full upright size, in one buffer that is reused for every frame. It is the
     * picture as decoded, whatever has been drawn on the frame since.
     */
    RgbImage rgb();

    /**
     * The last frame's picture in the form that costs least to get: the decoder's own planes, where they have 8 bits and no filter
     * changes their colours, else as {@link #rgb}. Valid until the next frame is read.
     */
    Image image();

    @Override
    void close();
}
