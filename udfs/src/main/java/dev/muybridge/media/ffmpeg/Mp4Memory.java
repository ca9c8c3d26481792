package dev.muybridge.media.ffmpeg;

import dev.muybridge.pose.TimeBase;
import java.util.function.ToIntFunction;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/** An MP4 of one video stream, written to native memory. */
final class Mp4Memory implements AutoCloseable {
    private final AVFormatContext context;
    private final AVIOContext io = new AVIOContext((Pointer) null);
    private final Mp4Clock clock;

    Mp4Memory(AVCodecContext encoder, TimeBase timeBase) {
        this(timeBase, parameters -> avcodec.avcodec_parameters_from_context(parameters, encoder));
    }

    /** One for packets that another file has already. */
    Mp4Memory(AVCodecParameters like, TimeBase timeBase) {
        this(timeBase, parameters -> copy(like, parameters));
    }

    /**
     * The encoder notes that it promises no number of bits a second. That is in no file, and without it the muxer would write the number
     * that it counts.
     */
    private static int copy(AVCodecParameters like, AVCodecParameters parameters) {
        int code = avcodec.avcodec_parameters_copy(parameters, like);
        parameters.bit_rate(0);
        try (SizeTPointer size = new SizeTPointer(1);
                IntPointer count = new IntPointer(1);
                PointerPointer<AVPacketSideData> notes = new PointerPointer<>(1)) {
            Pointer note = Av.allocated(avcodec.av_cpb_properties_alloc(size), "a note about bit rates");
            notes.put(0, parameters.coded_side_data());
            count.put(parameters.nb_coded_side_data());
            Av.allocated(
                    avcodec.av_packet_side_data_add(
                            notes, count, avcodec.AV_PKT_DATA_CPB_PROPERTIES, note, size.get(), 0),
                    "a note about bit rates");
            parameters.coded_side_data(new AVPacketSideData(notes.get(0))).nb_coded_side_data(count.get());
        }
        return code;
    }

    private Mp4Memory(TimeBase timeBase, ToIntFunction<AVCodecParameters> parameters) {
        clock = new Mp4Clock(timeBase);
        context = Mp4.allocate(null);
        try {
            Av.check(avformat.avio_open_dyn_buf(io), "memory for an MP4");
            context.pb(io);
            AVStream stream = Av.allocated(avformat.avformat_new_stream(context, null), "a stream");
            Av.check(parameters.applyAsInt(stream.codecpar()), "the video's parameters");
            stream.codecpar().codec_tag(0);
            clock.setUp(stream);
            Mp4.writeHeader(context, clock, "");
        } catch (Throwable problem) {
            close();
            throw problem;
        }
    }

    /** Writes and unreferences a packet in ticks. */
    void write(AVPacket packet, long durationTicks) {
        packet.duration(durationTicks);
        clock.convert(packet);
        packet.stream_index(0);
        Av.check(avformat.av_interleaved_write_frame(context, packet), "a frame into the MP4");
    }

    /** Completes the file and returns it, with its index first. */
    byte[] finish() {
        Av.check(avformat.av_write_trailer(context), "the end of the MP4");
        return MoovFirst.rearrange(take());
    }

    private byte[] take() {
        BytePointer bytes = new BytePointer((Pointer) null);
        int length = avformat.avio_close_dyn_buf(io, bytes);
        io.setNull();
        context.pb(null);
        byte[] result = new byte[length];
        bytes.capacity(length).get(result);
        avutil.av_free(bytes);
        return result;
    }

    @Override
    public void close() {
        if (!io.isNull()) {
            take();
        }
        if (!context.isNull()) {
            avformat.avformat_free_context(context);
            context.setNull();
        }
    }
}
