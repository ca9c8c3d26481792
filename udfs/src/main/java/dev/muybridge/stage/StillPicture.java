package dev.muybridge.stage;

import dev.muybridge.media.Colour;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.motion.PictureSize;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The picture shown when a frame cannot be decoded: the last picture that was kept, or grey before there is one. Holds three
 * bytes of native memory per pixel once it has been used. One thread at a time.
 */
final class StillPicture implements VideoFrame {
    private static final byte GREY = (byte) 128;

    private final PictureSize size;
    private final Colour colour;
    private final List<ByteBuffer> kept = new ArrayList<>();
    private final List<ByteBuffer> shown = new ArrayList<>();
    private long pts;

    StillPicture(PictureSize size, Colour colour) {
        this.size = size;
        this.colour = colour;
    }

    /** Most segments never need one. */
    private void allocate() {
        for (int i = 0; i < 3 && shown.size() < 3; i++) {
            kept.add(grey(stride(i) * rows(i)));
            shown.add(grey(stride(i) * rows(i)));
        }
    }

    private static ByteBuffer grey(int bytes) {
        byte[] grey = new byte[bytes];
        Arrays.fill(grey, GREY);
        return ByteBuffer.allocateDirect(bytes).put(grey).clear();
    }

    /** Copies {@code frame}, of the same size and colour, before anything is drawn on it. */
    void keep(VideoFrame frame) {
        allocate();
        for (int i = 0; i < 3; i++) {
            ByteBuffer from = frame.plane(i);
            for (int row = 0; row < rows(i); row++) {
                int at = row * frame.stride(i);
                int length = Math.min(Math.min(stride(i), frame.stride(i)), from.limit() - at);
                kept.get(i).put(row * stride(i), from, at, length);
            }
        }
    }

    /** This picture at that time, with nothing drawn on it; valid until the next call. */
    VideoFrame at(long time) {
        allocate();
        pts = time;
        for (int i = 0; i < 3; i++) {
            shown.get(i).put(0, kept.get(i), 0, kept.get(i).capacity());
        }
        return this;
    }

    @Override
    public long pts() {
        return pts;
    }

    @Override
    public int width() {
        return size.width();
    }

    @Override
    public int height() {
        return size.height();
    }

    @Override
    public Colour colour() {
        return colour;
    }

    @Override
    public ByteBuffer plane(int index) {
        return shown.get(index);
    }

    @Override
    public int stride(int index) {
        int half = (size.width() + 1) / 2;
        return index == 0 ? 2 * half : half;
    }

    private int rows(int plane) {
        int half = (size.height() + 1) / 2;
        return plane == 0 ? 2 * half : half;
    }
}
