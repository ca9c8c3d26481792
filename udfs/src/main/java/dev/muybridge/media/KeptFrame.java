package dev.muybridge.media;

/**
 * A picture that stays valid when its {@link FrameReader} moves on, until it is closed, which is before the reader is. Drawing on it does
 * not change the reader's own picture.
 */
public interface KeptFrame extends VideoFrame, AutoCloseable {
    @Override
    void close();
}
