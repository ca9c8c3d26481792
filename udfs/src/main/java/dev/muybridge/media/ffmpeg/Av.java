package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.Rational;
import dev.muybridge.pose.TimeBase;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;

/** Small conversions between FFmpeg's conventions and Java's. */
final class Av {
    /** FFmpeg's marker for a missing timestamp; the ports use the same number. */
    static final long NO_PTS = Long.MIN_VALUE;

    static final int EAGAIN = -11;
    static final int EIO = -5;
    static final int ENOMEM = -12;
    static final int EACCES = -13;
    static final int EINVAL = -22;

    private Av() {}

    /** Returns {@code code} unless it is an error, which becomes a {@link FfmpegException}. */
    static int check(int code, String attempt) {
        if (code < 0) {
            throw new FfmpegException(attempt + ": " + reason(code));
        }
        return code;
    }

    /** Returns {@code pointer} unless native memory ran out. */
    static <P extends Pointer> P allocated(P pointer, String what) {
        if (isNull(pointer)) {
            throw new FfmpegException("no native memory for " + what);
        }
        return pointer;
    }

    /** Whether a native pointer is null; JavaCPP returns null or an object at address 0. */
    @SuppressWarnings("ConstantValue")
    static boolean isNull(@org.jspecify.annotations.Nullable Pointer pointer) {
        return pointer == null || pointer.isNull();
    }

    /** FFmpeg's own words for an error code. */
    static String reason(int code) {
        byte[] text = new byte[128];
        avutil.av_strerror(code, text, text.length);
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    static TimeBase timeBase(AVRational rational) {
        return new TimeBase(rational.num(), rational.den());
    }

    static Rational rational(AVRational rational) {
        return rational.den() > 0 ? new Rational(rational.num(), rational.den()) : new Rational(0, 1);
    }

    static void set(AVRational target, TimeBase timeBase) {
        target.num(timeBase.num()).den(timeBase.den());
    }
}
