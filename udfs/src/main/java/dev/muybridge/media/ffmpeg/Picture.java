package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.Colour;
import dev.muybridge.media.VideoFrame;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * One upright yuv420p picture. The decoder still needs its own copy for later pictures, so callers draw on another copy, which is
 * made when a plane is first requested. Using it after it has ended throws.
 */
class Picture implements VideoFrame {
    private static final int PLANES = 3;

    private final AVFrame original;
    private final int width;
    private final int height;
    private final UnaryOperator<AVFrame> drawable;
    private @Nullable Copy copy;
    private boolean ended;

    /**
     * The picture of a native frame.
     *
     * @param width of the upright picture, pixels; {@code height} too
     * @param drawable gives the frame with the same picture that may be drawn on
     */
    Picture(AVFrame original, int width, int height, UnaryOperator<AVFrame> drawable) {
        this.original = original;
        this.width = width;
        this.height = height;
        this.drawable = drawable;
    }

    /** A copy with its planes and strides: drawing asks for them often, and each answer of the native frame makes objects. */
    private record Copy(AVFrame frame, ByteBuffer[] planes, int[] strides) {
        static Copy of(AVFrame frame) {
            ByteBuffer[] planes = new ByteBuffer[PLANES];
            int[] strides = new int[PLANES];
            for (int i = 0; i < PLANES; i++) {
                int rows = i == 0 ? frame.height() : (frame.height() + 1) / 2;
                strides[i] = frame.linesize(i);
                planes[i] = frame.data(i).capacity((long) rows * strides[i]).asByteBuffer();
            }
            return new Copy(frame, planes, strides);
        }
    }

    void end() {
        ended = true;
    }

    /** The picture as decoded, whatever has been drawn on the drawable one. */
    AVFrame original() {
        requireValid();
        return original;
    }

    /** The picture with whatever has been drawn. */
    AVFrame drawn() {
        requireValid();
        Copy current = copy;
        return current == null ? original : current.frame;
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
        return writable().planes[index];
    }

    @Override
    public int stride(int index) {
        return writable().strides[index];
    }

    private Copy writable() {
        requireValid();
        Copy current = copy;
        if (current == null) {
            current = Copy.of(drawable.apply(original));
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
