package dev.muybridge.media.ffmpeg;

import dev.muybridge.pose.TimeBase;
import java.util.Queue;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecDescriptor;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVSubtitle;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** Text subtitles, converted to MP4's own kind ("mov_text"). */
final class Subtitles implements OtherTrack {
    private static final int MOST_BYTES = 1 << 16;

    private final AVStream input;
    private final AVCodecContext decoder;
    private final AVCodecContext encoder;
    private final BytePointer buffer = new BytePointer(MOST_BYTES);
    private @Nullable AVStream output;
    private int damaged;

    /** @throws FfmpegException when FFmpeg cannot convert them */
    Subtitles(AVStream input) {
        this.input = input;
        decoder = context(avcodec.avcodec_find_decoder(input.codecpar().codec_id()));
        encoder = context(avcodec.avcodec_find_encoder(avcodec.AV_CODEC_ID_MOV_TEXT));
        try {
            Av.check(avcodec.avcodec_parameters_to_context(decoder, input.codecpar()), "subtitles' parameters");
            Av.set(decoder.pkt_timebase(), Av.timeBase(input.time_base()));
            Av.check(avcodec.avcodec_open2(decoder, decoder.codec(), (PointerPointer<?>) null), "a subtitle decoder");
            Av.set(encoder.time_base(), new TimeBase(1, avutil.AV_TIME_BASE));
            int header = decoder.subtitle_header_size();
            BytePointer copy = new BytePointer(avutil.av_mallocz(header + 1L));
            Pointer.memcpy(copy, decoder.subtitle_header(), header);
            encoder.subtitle_header(copy).subtitle_header_size(header);
            Av.check(avcodec.avcodec_open2(encoder, encoder.codec(), (PointerPointer<?>) null), "a subtitle encoder");
        } catch (Throwable problem) {
            close();
            throw problem;
        }
    }

    private static AVCodecContext context(org.bytedeco.ffmpeg.avcodec.AVCodec codec) {
        AVCodecContext context = Av.allocated(avcodec.avcodec_alloc_context3(codec), "a subtitle codec");
        context.codec(codec);
        return context;
    }

    static boolean isPossible(AVCodecParameters parameters) {
        AVCodecDescriptor descriptor = avcodec.avcodec_descriptor_get(parameters.codec_id());
        return !Av.isNull(descriptor)
                && (descriptor.props() & avcodec.AV_CODEC_PROP_TEXT_SUB) != 0
                && !Av.isNull(avcodec.avcodec_find_decoder(parameters.codec_id()));
    }

    @Override
    public void addTo(Mp4File file) {
        AVCodecParameters parameters = Av.allocated(avcodec.avcodec_parameters_alloc(), "codec parameters");
        try {
            Av.check(avcodec.avcodec_parameters_from_context(parameters, encoder), "subtitles' parameters");
            AVStream added = file.addStream(parameters);
            file.name(added, input);
            Av.set(added.time_base(), new TimeBase(1, avutil.AV_TIME_BASE));
            output = added;
        } finally {
            avcodec.avcodec_parameters_free(parameters);
        }
    }

    @Override
    public void accept(AVPacket packet, Queue<AVPacket> ready) {
        AVSubtitle subtitle = new AVSubtitle();
        int[] got = new int[1];
        int code = avcodec.avcodec_decode_subtitle2(decoder, subtitle, got, packet);
        if (code >= 0 && got[0] == 0) {
            return;
        }
        int size = code < 0 ? code : avcodec.avcodec_encode_subtitle(encoder, buffer, MOST_BYTES, subtitle);
        avcodec.avsubtitle_free(subtitle);
        if (size < 0) {
            damaged++;
        } else if (size > 0) {
            ready.add(encoded(packet, size));
        }
    }

    /** How many could not be read and are missing. */
    int damaged() {
        return damaged;
    }

    private AVPacket encoded(AVPacket original, int size) {
        AVStream target = output;
        if (target == null) {
            throw new IllegalStateException("the subtitles were not added to a file");
        }
        AVPacket text = Av.allocated(avcodec.av_packet_alloc(), "a subtitle");
        Av.check(avcodec.av_new_packet(text, size), "a subtitle of " + size + " bytes");
        Pointer.memcpy(text.data(), buffer, size);
        TimeBase from = Av.timeBase(input.time_base());
        TimeBase to = Av.timeBase(target.time_base());
        long start = Ticks.rescale(original.pts(), from, to);
        long end = start + Ticks.rescale(original.duration(), from, to);
        // A subtitle that is visible when a part begins is shown from there.
        start = Math.max(0, start);
        text.pts(start).dts(start).duration(end - start);
        Av.set(text.time_base(), to);
        text.stream_index(target.index());
        return text;
    }

    @Override
    public void end(Queue<AVPacket> ready) {
        // Nothing is held back.
    }

    @Override
    public void close() {
        avcodec.avcodec_free_context(decoder);
        avcodec.avcodec_free_context(encoder);
        buffer.deallocate();
    }
}
