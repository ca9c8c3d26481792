package dev.muybridge.media.ffmpeg;

import dev.muybridge.pose.TimeBase;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;

/** An MP4 on this machine's disk: video as stream 0, sound behind it, its index first when finished. */
final class Mp4File implements AutoCloseable {
    private final Path target;
    private final AVFormatContext context;
    private final AVIOContext io = new AVIOContext((Pointer) null);
    private final Mp4Clock clock;

    Mp4File(Path target, TimeBase timeBase) throws IOException {
        this.target = target;
        clock = new Mp4Clock(timeBase);
        // The prefix keeps a colon in the name from being read as a protocol.
        String url = "file:" + target.toAbsolutePath();
        context = Mp4.allocate(url);
        int code = avformat.avio_open(io, url, avformat.AVIO_FLAG_WRITE);
        if (code < 0) {
            avformat.avformat_free_context(context);
            throw new IOException(target + " cannot be written: " + Av.reason(code));
        }
        context.pb(io);
    }

    void addVideo(AVCodecParameters parameters) {
        AVStream stream = addStream(parameters);
        clock.setUp(stream);
    }

    /** Adds a stream with a copy of these parameters; its time base is right after {@link #start()}. */
    AVStream addStream(AVCodecParameters parameters) {
        AVStream stream = Av.allocated(avformat.avformat_new_stream(context, null), "a stream");
        Av.check(avcodec.avcodec_parameters_copy(stream.codecpar(), parameters), "a stream's parameters");
        stream.codecpar().codec_tag(0);
        return stream;
    }

    void start() {
        Mp4.writeHeader(context, clock, "+faststart");
    }

    /** Writes a packet, which is empty afterwards. */
    void write(AVPacket packet) throws IOException {
        int code = avformat.av_interleaved_write_frame(context, packet);
        if (code == avutil.AVERROR_INVALIDDATA || code == Av.EINVAL || code == avutil.AVERROR_PATCHWELCOME) {
            throw new MuxerRefusal("MP4 does not take a packet: " + Av.reason(code));
        }
        if (code < 0) {
            throw new IOException(target + " cannot be written: " + Av.reason(code));
        }
    }

    void finish() throws IOException {
        int code = avformat.av_write_trailer(context);
        if (code >= 0) {
            code = closeIo();
        }
        if (code < 0) {
            throw new IOException(target + " cannot be finished: " + Av.reason(code));
        }
    }

    private int closeIo() {
        context.pb(null);
        int code = avformat.avio_close(io);
        io.setNull();
        return code;
    }

    @Override
    public void close() {
        if (!io.isNull()) {
            closeIo();
        }
        avformat.avformat_free_context(context);
    }
}
