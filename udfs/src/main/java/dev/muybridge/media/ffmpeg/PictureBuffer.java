package dev.muybridge.media.ffmpeg;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** A buffer for one picture that may be drawn on, reused from frame to frame. */
final class PictureBuffer implements AutoCloseable {
    private final AVFrame frame = Av.allocated(avutil.av_frame_alloc(), "a frame");

    /** Copies a picture and its properties; valid until the next copy. */
    AVFrame copy(AVFrame source) {
        if (avutil.av_frame_is_writable(frame) == 0
                || frame.width() != source.width()
                || frame.height() != source.height()) {
            avutil.av_frame_unref(frame);
            frame.format(source.format()).width(source.width()).height(source.height());
            Av.check(avutil.av_frame_get_buffer(frame, 0), "room for a picture");
        }
        Av.check(avutil.av_frame_copy(frame, source), "copy of a picture");
        copyProperties(frame, source);
        return frame;
    }

    /** Time and colours; callers do not need the other properties that a decoder attaches to a picture. */
    static void copyProperties(AVFrame target, AVFrame source) {
        target.pts(source.pts());
        target.color_range(source.color_range()).color_primaries(source.color_primaries());
        target.color_trc(source.color_trc()).colorspace(source.colorspace());
        target.chroma_location(source.chroma_location());
    }

    @Override
    public void close() {
        avutil.av_frame_free(frame);
    }
}
