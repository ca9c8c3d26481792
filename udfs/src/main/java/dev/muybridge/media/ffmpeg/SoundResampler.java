package dev.muybridge.media.ffmpeg;

import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Converts sound to what the AAC encoder accepts, in frames of 1024 samples; gaps in time become silence. */
final class SoundResampler implements AutoCloseable {
    private static final int AAC_FRAME = 1024;

    private final AVFilterGraph graph = Av.allocated(avfilter.avfilter_graph_alloc(), "a filter graph");
    private final AVFrame frame = Av.allocated(avutil.av_frame_alloc(), "a frame");
    private final AVFilterContext source;
    private final AVFilterContext sink;

    SoundResampler(SoundDecoder decoder, AacFormat format) {
        String chain = "abuffer=" + decoder.describe() + ",aresample=" + format.sampleRate()
                + ":async=1,aformat=sample_fmts=fltp:sample_rates=" + format.sampleRate() + ":channel_layouts="
                + format.channels() + ",abuffersink";
        try {
            graph.nb_threads(1);
            Av.check(avfilter.avfilter_graph_parse_ptr(graph, chain, null, null, null), "a filter for " + chain);
            source = Av.allocated(avfilter.avfilter_graph_get_filter(graph, "Parsed_abuffer_0"), "a filter");
            sink = Av.allocated(avfilter.avfilter_graph_get_filter(graph, "Parsed_abuffersink_3"), "a filter");
            Av.check(avfilter.avfilter_graph_config(graph, null), "a filter for " + chain);
            avfilter.av_buffersink_set_frame_size(sink, AAC_FRAME);
        } catch (Throwable problem) {
            close();
            throw problem;
        }
    }

    /** False if the sound is not in the stream's format, which happens with damaged packets. */
    boolean send(AVFrame decoded) {
        int code = avfilter.av_buffersrc_add_frame_flags(source, decoded, 0);
        if (code == Av.EINVAL) {
            return false;
        }
        Av.check(code, "sound into the filter");
        return true;
    }

    void sendEnd() {
        Av.check(avfilter.av_buffersrc_add_frame_flags(source, null, 0), "the end of the sound");
    }

    /** The next frame, valid until the next call; null when more sound is needed. */
    @Nullable
    AVFrame next() {
        avutil.av_frame_unref(frame);
        int code = avfilter.av_buffersink_get_frame(sink, frame);
        if (code == Av.EAGAIN || code == avutil.AVERROR_EOF) {
            return null;
        }
        Av.check(code, "sound out of the filter");
        return frame;
    }

    @Override
    public void close() {
        avutil.av_frame_free(frame);
        avfilter.avfilter_graph_free(graph);
    }
}
