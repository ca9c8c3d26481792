package dev.muybridge.media;

/**
 * A picture that stays valid when its {@link FrameReader} moves on, until it is closed. Drawing on it changes no other picture.
 */
public interface KeptFrame extends VideoFrame, AutoCloseable {
    @Override
    void close();
}
