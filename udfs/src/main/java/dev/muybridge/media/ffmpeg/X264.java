package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.Colour;
import dev.muybridge.media.EncoderSettings;
import dev.muybridge.media.Rational;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;

/**
 * Opens the encoder. The stream's headers depend only on the settings and not on the pictures, so that segments can be joined as
 * they are. There are no B-frames, so DTS = PTS; every GOP is closed; the bytes are the same on every machine.
 */
final class X264 {
    private static final double KEY_FRAME_SECONDS = 2;
    private static final double LIKELY_RATE = 30;
    private static final double FASTEST = 1000;

    private X264() {}

    /** The caller frees the context. */
    static AVCodecContext open(EncoderSettings settings) {
        FfmpegNative.load();
        AVCodec codec = FfmpegNative.x264();
        AVCodecContext context = Av.allocated(avcodec.avcodec_alloc_context3(codec), "an encoder");
        try {
            configure(context, settings);
            AVDictionary options = new AVDictionary((Pointer) null);
            avutil.av_dict_set(options, "preset", settings.preset(), 0);
            avutil.av_dict_set(options, "crf", Integer.toString(settings.crf()), 0);
            avutil.av_dict_set(options, "profile", "high", 0);
            avutil.av_dict_set(options, "a53cc", "0", 0);
            avutil.av_dict_set(options, "x264-params", "cpu-independent=1", 0);
            int code = avcodec.avcodec_open2(context, codec, options);
            avutil.av_dict_free(options);
            Av.check(code, "opening x264 with " + settings);
            return context;
        } catch (Throwable problem) {
            avcodec.avcodec_free_context(context);
            throw problem;
        }
    }

    private static void configure(AVCodecContext context, EncoderSettings settings) {
        context.width(Even.up(settings.width())).height(Even.up(settings.height()));
        context.pix_fmt(avutil.AV_PIX_FMT_YUV420P);
        Av.set(context.time_base(), settings.timeBase());
        Rational rate = likelyRate(settings.frameRate());
        context.framerate().num(rate.num()).den(rate.den());
        context.thread_count(1);
        context.max_b_frames(0);
        context.gop_size((int) Math.ceil(KEY_FRAME_SECONDS * rate.num() / rate.den()));
        context.flags(context.flags()
                | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER
                | avcodec.AV_CODEC_FLAG_CLOSED_GOP
                | avcodec.AV_CODEC_FLAG_BITEXACT);
        Colour colour = settings.colour();
        context.color_range(colour.range()).color_primaries(colour.primaries());
        context.color_trc(colour.transfer());
        // The decoder converts RGB pictures to BT.709.
        boolean rgb = colour.matrix() == avutil.AVCOL_SPC_RGB;
        context.colorspace(rgb ? avutil.AVCOL_SPC_BT709 : colour.matrix());
    }

    /** The average in a container can be missing or absurd; x264 derives the level and the look-ahead from it. */
    private static Rational likelyRate(Rational hint) {
        double rate = (double) hint.num() / hint.den();
        return rate > 0 && rate <= FASTEST ? hint : new Rational((int) LIKELY_RATE, 1);
    }
}
