package dev.muybridge.media.ffmpeg;

import dev.muybridge.pose.VideoException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** Gives decoded pictures as they are stored, in presentation order. */
public interface PictureSource extends AutoCloseable {
    /** The next shown picture, valid until the next call; null after the last. */
    @Nullable
    AVFrame next() throws VideoException;

    @Override
    void close();
}
