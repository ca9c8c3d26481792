package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.Limits;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.global.avutil;

/** Rejects files that ask for more than their limits. */
record Bounds(Limits limits) {
    /** For files that need no limits. */
    static final Bounds NONE = new Bounds(Limits.NONE);

    /** More frames per second than any camera records; a damaged file could claim endless frames in almost no time. */
    private static final double MOST_FRAMES_A_SECOND = 10_000;

    /** The most that x264 can encode. */
    private static final int LONGEST_SIDE = 16_384;

    /** Frame times are held in memory while the video is planned, at about a hundred bytes each. */
    private static final int MOST_FRAMES = 4_000_000;

    /** Checks the streams and their pictures, as far as the container describes them. */
    void requireStreams(AVFormatContext context) throws VideoException {
        if (context.nb_streams() > limits.streams()) {
            throw over("The file has %d streams, more than the limit of %d.", context.nb_streams(), limits.streams());
        }
        for (int i = 0; i < context.nb_streams(); i++) {
            AVCodecParameters stream = context.streams(i).codecpar();
            if (stream.codec_type() == avutil.AVMEDIA_TYPE_VIDEO) {
                requirePicture(stream.width(), stream.height());
            }
        }
    }

    /**
     * Checks a picture's size, as stored or with its pixels made square: a file may claim that they are many times as high as
     * wide.
     */
    void requirePicture(int width, int height) throws VideoException {
        if ((long) width * height > limits.pixels()) {
            throw over("The pictures have %dx%d pixels, more than the limit of %d.", width, height, limits.pixels());
        }
        if (Math.max(width, height) > LONGEST_SIDE) {
            throw over("The pictures have %dx%d pixels, more than %d in one direction.", width, height, LONGEST_SIDE);
        }
    }

    /** To be called while frames are counted. */
    static void requireFrames(int frames) throws VideoException {
        if (frames > MOST_FRAMES) {
            throw over("The video has more than %d frames; cut it into several.", MOST_FRAMES);
        }
    }

    /** Checks the length of the whole video. */
    void requireTime(int frames, double seconds) throws VideoException {
        if (seconds > limits.hours() * 3600) {
            throw over("The video takes %.4f hours, more than the limit of %.4f.", seconds / 3600, limits.hours());
        }
        if (frames > 1 && frames > seconds * MOST_FRAMES_A_SECOND) {
            throw over(
                    "The video has %d frames in %.6f s, more than %.0f a second.",
                    frames, seconds, MOST_FRAMES_A_SECOND);
        }
    }

    private static VideoException over(String format, Object... values) {
        return new VideoException(FailureKind.OVER_LIMIT, String.format(Locale.ROOT, format, values));
    }
}
