package dev.muybridge.media.ffmpeg;

import dev.muybridge.pose.TimeBase;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** Decodes one sound stream; damaged packets are skipped. */
final class SoundDecoder implements AutoCloseable {
    private final AVCodecContext context;
    private final AVFrame frame;
    private final TimeBase timeBase;

    SoundDecoder(AVStream input) {
        timeBase = Av.timeBase(input.time_base());
        AVCodec codec = avcodec.avcodec_find_decoder(input.codecpar().codec_id());
        if (Av.isNull(codec)) {
            throw new FfmpegException("no decoder for this sound");
        }
        context = Av.allocated(avcodec.avcodec_alloc_context3(codec), "a decoder");
        frame = Av.allocated(avutil.av_frame_alloc(), "a frame");
        try {
            Av.check(avcodec.avcodec_parameters_to_context(context, input.codecpar()), "decoder parameters");
            AVChannelLayout layout = context.ch_layout();
            if (layout.order() == avutil.AV_CHANNEL_ORDER_UNSPEC) {
                avutil.av_channel_layout_default(layout, layout.nb_channels());
            }
            Av.set(context.pkt_timebase(), timeBase);
            context.thread_count(1);
            Av.check(avcodec.avcodec_open2(context, codec, (PointerPointer<?>) null), "a decoder for this sound");
        } catch (Throwable problem) {
            close();
            throw problem;
        }
    }

    /** @throws FfmpegException when the stream's header is too damaged for anything to be decoded */
    static void requireSound(AVStream input) {
        try (SoundDecoder decoder = new SoundDecoder(input)) {
            decoder.describe();
        }
    }

    TimeBase timeBase() {
        return timeBase;
    }

    /** The output format, as the filter {@code abuffer} expects it. Where a stream's header is damaged, it may have none. */
    String describe() {
        BytePointer format = avutil.av_get_sample_fmt_name(context.sample_fmt());
        if (Av.isNull(format)) {
            throw new FfmpegException("the header of the sound does not say what its samples are");
        }
        byte[] layout = new byte[128];
        int length = Av.check(
                avutil.av_channel_layout_describe(context.ch_layout(), layout, layout.length),
                "the channels of the sound");
        return "sample_rate=" + context.sample_rate() + ":sample_fmt="
                + format.getString() + ":channel_layout="
                + new String(layout, 0, Math.max(0, length - 1), StandardCharsets.US_ASCII) + ":time_base="
                + timeBase;
    }

    /** False when the packet cannot be decoded. */
    boolean send(AVPacket packet) {
        return avcodec.avcodec_send_packet(context, packet) >= 0;
    }

    void sendEnd() {
        avcodec.avcodec_send_packet(context, null);
    }

    /** The next frame, valid until the next call; null when more packets are needed. */
    @Nullable
    AVFrame next() {
        avutil.av_frame_unref(frame);
        return avcodec.avcodec_receive_frame(context, frame) >= 0 ? frame : null;
    }

    @Override
    public void close() {
        avutil.av_frame_free(frame);
        avcodec.avcodec_free_context(context);
    }
}
