package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.KeptFrame;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** {@link KeptFrame}: another reference to a picture's memory, which is drawn on once the decoder needs it no more. */
final class KeptPicture extends Picture implements KeptFrame {
    private final AVFrame own;

    KeptPicture(Picture picture) {
        this(reference(picture.original()), picture);
    }

    private KeptPicture(AVFrame own, Picture picture) {
        super(own, picture.width(), picture.height(), KeptPicture::writable);
        this.own = own;
    }

    /** Copies the picture if somebody else still needs its memory. */
    private static AVFrame writable(AVFrame own) {
        Av.check(avutil.av_frame_make_writable(own), "a copy of a picture");
        return own;
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
