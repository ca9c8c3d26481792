package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.KeptFrame;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** {@link KeptFrame}: another reference to a picture's memory, which may be drawn on once the decoder needs it no more. */
final class KeptPicture extends Picture implements KeptFrame {
    private final AVFrame own;

    /** @param buffer is drawn on instead while the decoder still needs the memory */
    KeptPicture(Picture picture, PictureBuffer buffer) {
        this(reference(picture.original()), picture, buffer);
    }

    private KeptPicture(AVFrame own, Picture picture, PictureBuffer buffer) {
        super(
                own,
                picture.width(),
                picture.height(),
                frame -> avutil.av_frame_is_writable(frame) == 0 ? buffer.copy(frame) : frame);
        this.own = own;
    }

    private static AVFrame reference(AVFrame original) {
        AVFrame reference = Av.allocated(avutil.av_frame_alloc(), "a frame");
        try {
            Av.check(avutil.av_frame_ref(reference, original), "a reference to a picture");
            return reference;
        } catch (Throwable problem) {
            avutil.av_frame_free(reference);
            throw problem;
        }
    }

    @Override
    public void close() {
        end();
        avutil.av_frame_free(own);
    }
}
