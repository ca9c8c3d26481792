package dev.muybridge.media.ffmpeg;

import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** FFmpeg's MP4 muxer, configured so that equal packets give equal bytes and no time is rounded or shifted. */
final class Mp4 {
    private Mp4() {}

    /** A muxer; {@code url} is where it rereads its own file in order to put the index first, null for a file in memory. */
    static AVFormatContext allocate(@Nullable String url) {
        FfmpegNative.load();
        AVFormatContext context = new AVFormatContext((Pointer) null);
        Av.check(avformat.avformat_alloc_output_context2(context, null, "mp4", url), "an MP4 muxer");
        context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
        context.avoid_negative_ts(AVFormatContext.AVFMT_AVOID_NEG_TS_DISABLED);
        return context;
    }

    /**
     * Writes the header; the streams must already be set up.
     *
     * @param movflags FFmpeg's option of that name, may be empty
     */
    static void writeHeader(AVFormatContext context, Mp4Clock clock, String movflags) {
        AVDictionary options = new AVDictionary((Pointer) null);
        String timescale = Integer.toString(clock.timescale());
        avutil.av_dict_set(options, "video_track_timescale", timescale, 0);
        // Edit lists use the movie's time scale: with FFmpeg's default of 1000 they would cut off frames.
        avutil.av_dict_set(options, "movie_timescale", timescale, 0);
        if (!movflags.isEmpty()) {
            avutil.av_dict_set(options, "movflags", movflags, 0);
        }
        int code = avformat.avformat_write_header(context, options);
        avutil.av_dict_free(options);
        if (code < 0) {
            throw new MuxerRefusal("MP4 does not accept these streams: " + Av.reason(code));
        }
        int den = context.streams(0).time_base().den();
        if (context.streams(0).time_base().num() != 1 || den != clock.timescale()) {
            throw new FfmpegException(
                    "the MP4 muxer changed the video's time scale from " + clock.timescale() + " to " + den);
        }
    }
}
