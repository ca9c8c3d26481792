package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.TargetException;
import dev.muybridge.pose.TimeBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVChapter;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** An MP4 on this machine's disk: video as stream 0, then other streams; once finished, its index comes first. */
final class Mp4File implements AutoCloseable {
    private static final List<String> NAMES = List.of("language", "title");

    /** Linux's ENOENT, EIO, EACCES, ENOTDIR, EFBIG, ENOSPC, EROFS and EDQUOT. */
    private static final Set<Integer> DISK_ERRORS = Set.of(-2, Av.EIO, Av.EACCES, -20, -27, -28, -30, -122);

    private final Path target;
    private final AVFormatContext context;
    private final AVIOContext io = new AVIOContext((Pointer) null);
    private final Mp4Clock clock;

    Mp4File(Path target, TimeBase timeBase) throws IOException {
        this.target = target;
        clock = new Mp4Clock(timeBase);
        // Without the prefix, a colon in the name would be read as a protocol.
        String url = "file:" + target.toAbsolutePath();
        context = Mp4.allocate(url);
        int code = avformat.avio_open(io, url, avformat.AVIO_FLAG_WRITE);
        if (code < 0) {
            avformat.avformat_free_context(context);
            throw new TargetException(target + " cannot be written: " + Av.reason(code));
        }
        context.pb(io);
    }

    void addVideo(AVCodecParameters parameters) {
        AVStream stream = addStream(parameters);
        clock.setUp(stream);
    }

    /** Adds a stream like this one, with its language. */
    AVStream addStream(AVStream like) {
        AVStream stream = addStream(like.codecpar());
        name(stream, like);
        return stream;
    }

    /** Copies language, title and disposition. */
    void name(AVStream stream, AVStream like) {
        stream.disposition(like.disposition());
        for (String key : NAMES) {
            AVDictionaryEntry entry = avutil.av_dict_get(like.metadata(), key, null, 0);
            if (!Av.isNull(entry)) {
                AVDictionary metadata =
                        stream.metadata() == null ? new AVDictionary((Pointer) null) : stream.metadata();
                avutil.av_dict_set(metadata, new BytePointer(key), entry.value(), 0);
                stream.metadata(metadata);
            }
        }
    }

    /** Adds the chapters of an open file that overlap {@code part}. */
    void addChapters(AVFormatContext original, Part part) {
        List<AVChapter> chapters = new ArrayList<>();
        for (int i = 0; i < original.nb_chapters(); i++) {
            AVChapter from = original.chapters(i);
            if (part.holds(from.start(), from.end(), Av.timeBase(from.time_base()))) {
                chapters.add(copy(from, part));
            }
        }
        if (chapters.isEmpty()) {
            return;
        }
        // The muxer frees both the list and its contents.
        Pointer room = Av.allocated(avutil.av_mallocz((long) chapters.size() * Long.BYTES), "chapters");
        PointerPointer<AVChapter> list = new PointerPointer<>(room);
        for (int i = 0; i < chapters.size(); i++) {
            list.put(i, chapters.get(i));
        }
        context.chapters(list);
        context.nb_chapters(chapters.size());
    }

    private static AVChapter copy(AVChapter from, Part part) {
        TimeBase clock = Av.timeBase(from.time_base());
        AVChapter chapter =
                new AVChapter(Av.allocated(avutil.av_mallocz(Pointer.sizeof(AVChapter.class)), "a chapter"));
        chapter.id(from.id()).start(part.moved(from.start(), clock)).end(part.movedEnd(from.end(), clock));
        Av.set(chapter.time_base(), clock);
        AVDictionary metadata = new AVDictionary((Pointer) null);
        avutil.av_dict_copy(metadata, from.metadata(), 0);
        chapter.metadata(metadata);
        return chapter;
    }

    /** Adds a stream with a copy of these parameters; its time base is correct once {@link #start()} has been called. */
    AVStream addStream(AVCodecParameters parameters) {
        AVStream stream = Av.allocated(avformat.avformat_new_stream(context, null), "a stream");
        Av.check(avcodec.avcodec_parameters_copy(stream.codecpar(), parameters), "a stream's parameters");
        stream.codecpar().codec_tag(0);
        return stream;
    }

    void start() {
        Mp4.writeHeader(context, clock, "+faststart");
    }

    /** Writes a packet and leaves it empty. */
    void write(AVPacket packet) throws IOException {
        check(avformat.av_interleaved_write_frame(context, packet), "written");
    }

    void finish() throws IOException {
        int code = avformat.av_write_trailer(context);
        check(code < 0 ? code : closeIo(), "finished");
    }

    /** The muxer examines some packets only when it writes the index, so the disk is not to blame for every error at the end. */
    private void check(int code, String what) throws TargetException {
        if (DISK_ERRORS.contains(code)) {
            throw new TargetException(target + " cannot be " + what + ": " + Av.reason(code));
        }
        if (code < 0) {
            throw new MuxerRefusal("the MP4 cannot be " + what + ": " + Av.reason(code));
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
