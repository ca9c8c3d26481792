package dev.muybridge.media.ffmpeg;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** FFmpeg's own AAC encoder. Its packets begin one frame before the sound; the MP4's edit list removes that frame again. */
final class AacEncoder implements AutoCloseable {
    private final AVCodecContext context;
    private final AacFormat format;

    AacEncoder(AacFormat format) {
        this.format = format;
        AVCodec codec = avcodec.avcodec_find_encoder(avcodec.AV_CODEC_ID_AAC);
        context = Av.allocated(avcodec.avcodec_alloc_context3(codec), "an encoder");
        try {
            context.sample_fmt(avutil.AV_SAMPLE_FMT_FLTP).sample_rate(format.sampleRate());
            Av.check(
                    avutil.av_channel_layout_from_string(context.ch_layout(), format.channels()),
                    "the channels " + format.channels());
            context.bit_rate(format.bitRate());
            context.time_base().num(1).den(format.sampleRate());
            context.thread_count(1);
            context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER | avcodec.AV_CODEC_FLAG_BITEXACT);
            Av.check(avcodec.avcodec_open2(context, codec, (PointerPointer<?>) null), "an encoder for " + format);
        } catch (Throwable problem) {
            close();
            throw problem;
        }
    }

    AacFormat format() {
        return format;
    }

    /** A new copy of the stream's headers; the caller frees it. */
    AVCodecParameters parameters() {
        AVCodecParameters parameters = Av.allocated(avcodec.avcodec_parameters_alloc(), "codec parameters");
        Av.check(avcodec.avcodec_parameters_from_context(parameters, context), "the encoder's parameters");
        return parameters;
    }

    void send(AVFrame frame) {
        Av.check(avcodec.avcodec_send_frame(context, frame), "encoding sound");
    }

    void sendEnd() {
        Av.check(avcodec.avcodec_send_frame(context, null), "the end of the sound");
    }

    /** The next packet, owned by the caller; null when more sound is needed. */
    @Nullable
    AVPacket next() {
        AVPacket packet = Av.allocated(avcodec.av_packet_alloc(), "a packet");
        int code = avcodec.avcodec_receive_packet(context, packet);
        if (code >= 0) {
            return packet;
        }
        avcodec.av_packet_free(packet);
        if (code != Av.EAGAIN && code != avutil.AVERROR_EOF) {
            Av.check(code, "compressed sound");
        }
        return null;
    }

    @Override
    public void close() {
        avcodec.avcodec_free_context(context);
    }
}
