package dev.muybridge.media.ffmpeg;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avutil;

/** Pixel formats by their modern names. */
final class PixelFormats {
    private PixelFormats() {}

    /** Whether pixels are red, green and blue, or a palette of such colours. */
    static boolean isRgb(int format) {
        AVPixFmtDescriptor descriptor = avutil.av_pix_fmt_desc_get(format);
        return !Av.isNull(descriptor)
                && (descriptor.flags() & (avutil.AV_PIX_FMT_FLAG_RGB | avutil.AV_PIX_FMT_FLAG_PAL)) != 0;
    }

    /**
     * FFmpeg's old "yuvj" formats are the plain ones with full range. Under the plain names, nothing converts the range unasked.
     */
    static void nameFullRange(AVFrame frame) {
        int plain = plain(frame.format());
        if (plain != frame.format()) {
            frame.format(plain).color_range(avutil.AVCOL_RANGE_JPEG);
        }
    }

    /** The format's modern name; for most formats, the format itself. */
    static int plain(int format) {
        return switch (format) {
            case avutil.AV_PIX_FMT_YUVJ420P -> avutil.AV_PIX_FMT_YUV420P;
            case avutil.AV_PIX_FMT_YUVJ422P -> avutil.AV_PIX_FMT_YUV422P;
            case avutil.AV_PIX_FMT_YUVJ444P -> avutil.AV_PIX_FMT_YUV444P;
            case avutil.AV_PIX_FMT_YUVJ440P -> avutil.AV_PIX_FMT_YUV440P;
            case avutil.AV_PIX_FMT_YUVJ411P -> avutil.AV_PIX_FMT_YUV411P;
            default -> format;
        };
    }

    /** Bits of the format's largest component; 0 for an unknown format. */
    static int bits(int format) {
        AVPixFmtDescriptor descriptor = avutil.av_pix_fmt_desc_get(format);
        if (Av.isNull(descriptor)) {
            return 0;
        }
        int bits = 0;
        for (int i = 0; i < descriptor.nb_components(); i++) {
            bits = Math.max(bits, descriptor.comp(i).depth());
        }
        return bits;
    }
}
