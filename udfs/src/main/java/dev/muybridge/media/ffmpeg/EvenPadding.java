package dev.muybridge.media.ffmpeg;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * Adds a column or row to yuv420p pictures of odd size, repeating the last one. Their colour planes already have room for it.
 * (FFmpeg's filter {@code pad} would first cut off the odd column.)
 */
final class EvenPadding implements AutoCloseable {
    private final AVFrame frame = Av.allocated(avutil.av_frame_alloc(), "a frame");

    static boolean isNeeded(AVFrame picture) {
        return picture.width() % 2 != 0 || picture.height() % 2 != 0;
    }

    /** A copy of even size, valid until the next call. */
    AVFrame apply(AVFrame picture) {
        int width = picture.width();
        int height = picture.height();
        // Somebody may have kept the picture before.
        if (avutil.av_frame_is_writable(frame) == 0) {
            avutil.av_frame_unref(frame);
            frame.format(avutil.AV_PIX_FMT_YUV420P).width(Even.up(width)).height(Even.up(height));
            Av.check(avutil.av_frame_get_buffer(frame, 0), "room for a picture");
        }
        for (int plane = 0; plane < 3; plane++) {
            int columns = plane == 0 ? width : (width + 1) / 2;
            int rows = plane == 0 ? height : (height + 1) / 2;
            avutil.av_image_copy_plane(
                    frame.data(plane),
                    frame.linesize(plane),
                    picture.data(plane),
                    picture.linesize(plane),
                    columns,
                    rows);
        }
        repeatLast(width, height);
        PictureBuffer.copyProperties(frame, picture);
        return frame;
    }

    private void repeatLast(int width, int height) {
        int stride = frame.linesize(0);
        BytePointer data = frame.data(0);
        ByteBuffer luma = data.capacity((long) stride * frame.height()).asByteBuffer();
        if (width % 2 != 0) {
            for (int y = 0; y < height; y++) {
                luma.put(y * stride + width, luma.get(y * stride + width - 1));
            }
        }
        if (height % 2 != 0) {
            ByteBuffer last = luma.slice((height - 1) * stride, Even.up(width));
            luma.position(height * stride).put(last);
        }
    }

    @Override
    public void close() {
        avutil.av_frame_free(frame);
    }
}
