package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.Colour;
import dev.muybridge.media.VideoFrame;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * One upright yuv420p picture. The decoder still needs its own copy for later pictures, so callers draw on another copy, which is
 * made when a plane is first requested. Using it after the reader has moved on throws.
 */
final class Picture implements VideoFrame {
    private final AVFrame original;
    private final int width;
    private final int height;
    private final PictureBuffer buffer;
    private @Nullable AVFrame copy;
    private boolean ended;

    Picture(AVFrame original, int width, int height, PictureBuffer buffer) {
        this.original = original;
        this.width = width;
        this.height = height;
        this.buffer = buffer;
    }

    void end() {
        ended = true;
    }

    /** The picture as decoded, whatever has been drawn since. */
    AVFrame original() {
        requireValid();
        return original;
    }

    /** The picture with whatever has been drawn. */
    AVFrame drawn() {
        requireValid();
        AVFrame current = copy;
        return current == null ? original : current;
    }

    @Override
    public long pts() {
        requireValid();
        return original.pts();
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public Colour colour() {
        requireValid();
        return colour(original);
    }

    /** What the decoder says about a picture's colours. */
    static Colour colour(AVFrame frame) {
        return new Colour(frame.color_range(), frame.color_primaries(), frame.color_trc(), frame.colorspace());
    }

    @Override
    public ByteBuffer plane(int index) {
        AVFrame frame = writable();
        int rows = index == 0 ? frame.height() : (frame.height() + 1) / 2;
        BytePointer data = frame.data(index);
        return data.capacity((long) rows * frame.linesize(index)).asByteBuffer();
    }

    @Override
    public int stride(int index) {
        return writable().linesize(index);
    }

    private AVFrame writable() {
        requireValid();
        AVFrame current = copy;
        if (current == null) {
            current = buffer.copy(original);
            copy = current;
        }
        return current;
    }

    private void requireValid() {
        if (ended) {
            throw new IllegalStateException("the frame is no longer valid: its reader has moved on or is closed");
        }
    }
}
