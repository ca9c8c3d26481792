package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.EncodedPacket;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.StreamParameters;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import java.util.List;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Turns packets into pictures as stored, in presentation order, without those that an edit list hides and those that could not be
 * decoded completely. Which ones are missing follows from the packets' timestamps.
 */
final class Decoder implements PictureSource {
    /** A decoder that has been given all packets has to finish, however often it fails. */
    private static final int MOST_FAILURES = 1000;

    private final StreamParameters parameters;
    private final List<EncodedPacket> packets;
    private final AVCodecContext context;
    private final AVPacket packet;
    private final AVFrame frame;
    private int sent;
    private int failures;
    private long lastPts = Av.NO_PTS;
    private long width;
    private long height;
    private int format;

    Decoder(PacketRun run) throws VideoException {
        FfmpegNative.load();
        parameters = run.parameters();
        packets = run.packets();
        AVCodec codec = find(parameters.codec());
        context = Av.allocated(avcodec.avcodec_alloc_context3(codec), "a decoder");
        packet = Av.allocated(avcodec.av_packet_alloc(), "a packet");
        frame = Av.allocated(avutil.av_frame_alloc(), "a frame");
        try {
            open(codec);
        } catch (Throwable problem) {
            close();
            throw problem;
        }
    }

    private static AVCodec find(String name) throws VideoException {
        var descriptor = avcodec.avcodec_descriptor_get_by_name(name);
        AVCodec codec = Av.isNull(descriptor) ? null : avcodec.avcodec_find_decoder(descriptor.id());
        if (codec == null || codec.isNull()) {
            throw new VideoException(FailureKind.UNSUPPORTED, "The codec " + name + " is not supported.");
        }
        return codec;
    }

    private void open(AVCodec codec) throws VideoException {
        AVCodecParameters target = Av.allocated(avcodec.avcodec_parameters_alloc(), "codec parameters");
        try {
            target.codec_type(avutil.AVMEDIA_TYPE_VIDEO).codec_id(codec.id()).codec_tag(parameters.codecTag());
            target.width(parameters.codedWidth())
                    .height(parameters.codedHeight())
                    .format(parameters.pixelFormat());
            var colour = parameters.colour();
            target.color_range(colour.range()).color_primaries(colour.primaries());
            target.color_trc(colour.transfer()).color_space(colour.matrix());
            // Before it has seen some frames, FFmpeg can only guess how far they are reordered, and drops the first
            // ones
            // if its guess is too low. The timestamps say how far.
            target.video_delay(Reordering.depth(packets));
            byte[] extradata = parameters.extradata();
            if (extradata.length > 0) {
                Pointer bytes = avutil.av_mallocz(extradata.length + (long) avcodec.AV_INPUT_BUFFER_PADDING_SIZE);
                target.extradata(new BytePointer(bytes).put(extradata)).extradata_size(extradata.length);
            }
            Av.check(avcodec.avcodec_parameters_to_context(context, target), "decoder parameters");
        } finally {
            avcodec.avcodec_parameters_free(target);
        }
        Av.set(context.pkt_timebase(), parameters.timeBase());
        context.thread_count(1);
        // Damaged pictures must come out marked instead of disappearing.
        context.flags(context.flags() | avcodec.AV_CODEC_FLAG_OUTPUT_CORRUPT);
        int code = avcodec.avcodec_open2(context, codec, (PointerPointer<?>) null);
        if (code < 0) {
            throw new VideoException(
                    FailureKind.UNSUPPORTED,
                    "The decoder for " + parameters.codec() + " rejects this video: " + Av.reason(code) + ".");
        }
    }

    @Override
    public @Nullable AVFrame next() throws VideoException {
        while (true) {
            avutil.av_frame_unref(frame);
            int code = avcodec.avcodec_receive_frame(context, frame);
            if (code == avutil.AVERROR_EOF) {
                return null;
            }
            if (code == Av.EAGAIN) {
                send();
            } else if (code < 0) {
                if (sent == packets.size() && ++failures > MOST_FAILURES) {
                    return null;
                }
            } else if (isWanted()) {
                return frame;
            }
        }
    }

    /** A packet that the decoder rejects has no picture; later packets may have one. */
    private void send() {
        if (sent == packets.size()) {
            Av.check(avcodec.avcodec_send_packet(context, null), "end of packets");
            return;
        }
        EncodedPacket next = packets.get(sent++);
        Av.check(avcodec.av_new_packet(packet, next.data().length), "a packet of " + next.data().length + " bytes");
        packet.data().put(next.data());
        packet.pts(next.pts()).dts(next.dts()).duration(next.duration()).flags(next.flags());
        int code = avcodec.avcodec_send_packet(context, packet);
        avcodec.av_packet_unref(packet);
        if (code == Av.ENOMEM) {
            throw new FfmpegException("no native memory to decode a packet of " + next.data().length + " bytes");
        }
    }

    private boolean isWanted() throws VideoException {
        boolean damaged = frame.decode_error_flags() != 0 || (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0;
        // After damage, some decoders return frames late, when their place in the order is already taken.
        boolean late = frame.pts() == Av.NO_PTS || frame.pts() <= lastPts;
        if (damaged || late || (frame.flags() & AVFrame.AV_FRAME_FLAG_DISCARD) != 0) {
            return false;
        }
        lastPts = frame.pts();
        requireSameShape();
        return true;
    }

    private void requireSameShape() throws VideoException {
        if (width == 0) {
            width = parameters.codedWidth();
            height = parameters.codedHeight();
            format = frame.format();
        }
        if (width != frame.width() || height != frame.height() || format != frame.format()) {
            throw new VideoException(
                    FailureKind.UNSUPPORTED,
                    String.format(
                            Locale.ROOT,
                            "The picture changes from %dx%d to %dx%d at %.3f s; videos that change their size or pixel"
                                    + " format are not supported.",
                            width,
                            height,
                            frame.width(),
                            frame.height(),
                            parameters.timeBase().toSeconds(frame.pts())));
        }
    }

    @Override
    public void close() {
        avutil.av_frame_free(frame);
        avcodec.av_packet_free(packet);
        avcodec.avcodec_free_context(context);
    }
}
