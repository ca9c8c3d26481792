package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.ByteSource;
import dev.muybridge.media.SeekableInput;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * FFmpeg's view of a {@link ByteSource}. Exceptions of the source cannot pass through C, so they are kept and thrown again by
 * {@link #rethrow()}, which has to be called after each failed FFmpeg call. Closes the input that it opened.
 */
final class SourceIo implements AutoCloseable {
    private static final int BUFFER = 256 * 1024;
    private static final int SEEK_SET = 0;
    private static final int SEEK_CUR = 1;
    private static final int SEEK_END = 2;

    // JavaCPP allows ten native callbacks per type in a process, so there is only one, which finds the source by
    // number.
    private static final Map<Long, SourceIo> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Read READ = new Read().retainReference();
    private static final Seek SEEK = new Seek().retainReference();

    private final long number = NUMBERS.incrementAndGet();
    private final long size;
    private final SeekableInput input;
    private final AVIOContext context;
    private byte[] chunk = new byte[BUFFER];
    private boolean pastEnd;
    private @Nullable Throwable thrown;

    SourceIo(ByteSource source) throws IOException {
        FfmpegNative.load();
        size = source.size();
        input = source.open();
        OPEN.put(number, this);
        BytePointer buffer = new BytePointer(avutil.av_malloc(BUFFER));
        context = avformat.avio_alloc_context(buffer, BUFFER, 0, new Handle(number), READ, null, SEEK);
    }

    AVIOContext context() {
        return context;
    }

    /** Throws what the source threw inside FFmpeg, if it did. */
    void rethrow() throws IOException {
        Throwable cause = thrown;
        if (cause instanceof IOException io) {
            throw io;
        }
        if (cause instanceof RuntimeException runtime) {
            throw runtime;
        }
        if (cause instanceof Error error) {
            throw error;
        }
    }

    @Override
    public void close() throws IOException {
        if (OPEN.remove(number) == null) {
            return;
        }
        avutil.av_free(context.buffer());
        avformat.avio_context_free(context);
        input.close();
    }

    private int read(BytePointer target, int length) {
        try {
            if (chunk.length < length) {
                chunk = new byte[length];
            }
            int count = pastEnd ? -1 : input.read(chunk, 0, length);
            if (count <= 0) {
                return avutil.AVERROR_EOF;
            }
            target.put(chunk, 0, count);
            return count;
        } catch (Throwable problem) {
            thrown = problem;
            return Av.EIO;
        }
    }

    private long seek(long offset, int whence) {
        try {
            if ((whence & avformat.AVSEEK_SIZE) != 0) {
                return size;
            }
            long target = switch (whence & ~avformat.AVSEEK_FORCE) {
                case SEEK_SET -> offset;
                case SEEK_CUR -> input.position() + offset;
                case SEEK_END -> size + offset;
                default -> -1;
            };
            if (target < 0) {
                return Av.EIO;
            }
            // Damaged files can point anywhere, and a source need not accept positions beyond its end.
            pastEnd = target > size;
            if (!pastEnd) {
                input.seek(target);
            }
            return target;
        } catch (Throwable problem) {
            thrown = problem;
            return Av.EIO;
        }
    }

    private static final class Handle extends Pointer {
        Handle(long number) {
            address = number;
        }
    }

    private static final class Read extends Read_packet_Pointer_BytePointer_int {
        @Override
        public int call(Pointer opaque, BytePointer target, int length) {
            SourceIo io = OPEN.get(opaque.address());
            return io == null ? Av.EIO : io.read(target, length);
        }
    }

    private static final class Seek extends Seek_Pointer_long_int {
        @Override
        public long call(Pointer opaque, long offset, int whence) {
            SourceIo io = OPEN.get(opaque.address());
            return io == null ? Av.EIO : io.seek(offset, whence);
        }
    }
}
