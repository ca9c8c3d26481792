package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.ByteSource;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** One open container. It reads only the bytes of its source: no file or address that they refer to is ever opened. */
final class Demuxer implements AutoCloseable {
    private static final String PICTURES = "_pipe";
    private static final int DISCARD_ALL = 48;
    private static final Refuse REFUSE = new Refuse().retainReference();

    private final ByteSource source;
    private final SourceIo io;
    private final AVFormatContext context;

    private Demuxer(ByteSource source, SourceIo io, AVFormatContext context) {
        this.source = source;
        this.io = io;
        this.context = context;
    }

    /** Opens the container and learns its streams. */
    static Demuxer open(ByteSource source) throws VideoException, IOException {
        return open(source, Bounds.NONE);
    }

    /** The same within bounds, which are checked both before and after anything is decoded. */
    static Demuxer open(ByteSource source, Bounds bounds) throws VideoException, IOException {
        FfmpegNative.load();
        if (source.size() == 0) {
            throw new VideoException(FailureKind.EMPTY_FILE, "The file has no bytes.");
        }
        SourceIo io = new SourceIo(source);
        try {
            AVFormatContext context = openContainer(source, io);
            Demuxer demuxer = new Demuxer(source, io, context);
            try {
                bounds.requireStreams(context);
                int code = avformat.avformat_find_stream_info(context, (PointerPointer<?>) null);
                if (code < 0) {
                    throw demuxer.failure(code);
                }
                bounds.requireStreams(context);
                io.rethrow();
                return demuxer;
            } catch (Throwable problem) {
                avformat.avformat_close_input(context);
                throw problem;
            }
        } catch (Throwable problem) {
            io.close();
            throw problem;
        }
    }

    private static AVFormatContext openContainer(ByteSource source, SourceIo io) throws VideoException, IOException {
        AVInputFormat format = probe(io);
        AVFormatContext context = avformat.avformat_alloc_context();
        context.pb(io.context());
        context.io_open(REFUSE);
        AVDictionary options = new AVDictionary((Pointer) null);
        avutil.av_dict_set(options, "format_whitelist", Containers.WHITELIST, 0);
        avutil.av_dict_set(options, "protocol_whitelist", "none", 0);
        int code = avformat.avformat_open_input(context, (String) null, format, options);
        avutil.av_dict_free(options);
        if (code < 0) {
            // FFmpeg has freed the context.
            io.rethrow();
            throw unreadable(source, code);
        }
        if (format.name().getString().equals(Containers.PROGRAM_STREAM)) {
            // Not every frame in them has a timestamp of its own; the others follow from their order.
            context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_GENPTS);
        }
        return context;
    }

    private static AVInputFormat probe(SourceIo io) throws VideoException, IOException {
        AVInputFormat format = new AVInputFormat((Pointer) null);
        int code = avformat.av_probe_input_buffer2(io.context(), format, "", null, 0, 0);
        io.rethrow();
        if (code < 0 || format.isNull()) {
            throw new VideoException(
                    FailureKind.NOT_A_VIDEO, "The content is not in a video format that Muybridge reads.");
        }
        String name = format.name().getString();
        if (!Containers.isRead(name)) {
            throw new VideoException(
                    FailureKind.NOT_A_VIDEO,
                    "The content looks like " + described(name)
                            + ", which is not a video format that Muybridge reads.");
        }
        return format;
    }

    /** FFmpeg has one name for a still picture and for many of them one after another. */
    private static String described(String format) {
        return format.endsWith(PICTURES)
                ? "a picture (" + format.substring(0, format.length() - PICTURES.length()) + ")"
                : format;
    }

    AVFormatContext context() {
        return context;
    }

    /** FFmpeg's name for the container. */
    String format() {
        return context.iformat().name().getString();
    }

    AVStream stream(int index) {
        return context.streams(index);
    }

    /** Skips all packets of the other streams. */
    void only(int index) {
        for (int i = 0; i < context.nb_streams(); i++) {
            if (i != index) {
                context.streams(i).discard(DISCARD_ALL);
            }
        }
    }

    /** Reads the next packet into {@code packet}, which the caller must unreference; false at the end. */
    boolean read(AVPacket packet) throws VideoException, IOException {
        int code = avformat.av_read_frame(context, packet);
        // Demuxers mistake a failed read for the end of the file, or return what they have.
        io.rethrow();
        if (code >= 0) {
            return true;
        }
        if (code == avutil.AVERROR_EOF) {
            return false;
        }
        throw failure(code);
    }

    /** Moves to the key frame at or before {@code ticks}; false if this container cannot do that. */
    boolean seek(int index, long ticks) throws IOException {
        int code = avformat.av_seek_frame(context, index, ticks, avformat.AVSEEK_FLAG_BACKWARD);
        io.rethrow();
        return code >= 0;
    }

    private VideoException failure(int code) throws IOException {
        io.rethrow();
        return unreadable(source, code);
    }

    private static VideoException unreadable(ByteSource source, int code) throws IOException {
        if (ContainerEnd.isMissing(source)) {
            return ContainerEnd.truncated();
        }
        return new VideoException(
                FailureKind.UNREADABLE, "The container was recognised but cannot be read: " + Av.reason(code) + ".");
    }

    @Override
    public void close() throws IOException {
        if (!context.isNull()) {
            avformat.avformat_close_input(context);
            context.setNull();
        }
        io.close();
    }

    /** Replaces the function with which FFmpeg would open whatever a file refers to: it opens nothing. */
    private static final class Refuse
            extends AVFormatContext.Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer {
        @Override
        public int call(
                AVFormatContext context,
                @SuppressWarnings("rawtypes") PointerPointer opened,
                BytePointer url,
                int flags,
                @SuppressWarnings("rawtypes") PointerPointer options) {
            return Av.EACCES;
        }
    }
}
