package dev.muybridge.media.ffmpeg;

import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avutil;

/** Turns pictures upright, makes their pixels square, and converts them to yuv420p in 8 bits. */
final class Upright implements AutoCloseable {
    private final AVFilterGraph graph = Av.allocated(avfilter.avfilter_graph_alloc(), "a filter graph");
    private final AVFilterContext source;
    private final AVFilterContext sink;
    private final AVFrame frame = Av.allocated(avutil.av_frame_alloc(), "a frame");

    Upright(AVFrame like, int rotation, SquarePixels square) {
        try {
            graph.nb_threads(1);
            String chain = description(like, rotation, square);
            Av.check(avfilter.avfilter_graph_parse_ptr(graph, chain, null, null, null), "a filter for " + chain);
            source = named("Parsed_buffer_0");
            // Before the graph is configured, because that adds converters to the count.
            sink = named("Parsed_buffersink_" + (graph.nb_filters() - 1));
            Av.check(avfilter.avfilter_graph_config(graph, null), "a filter for " + chain);
        } catch (Throwable problem) {
            close();
            throw problem;
        }
    }

    private AVFilterContext named(String name) {
        return Av.allocated(avfilter.avfilter_graph_get_filter(graph, name), "the filter " + name);
    }

    static boolean isNeeded(AVFrame frame, int rotation, SquarePixels square) {
        return rotation != 0
                || frame.format() != avutil.AV_PIX_FMT_YUV420P
                || isScaled(frame, square)
                || Bt709.isNeeded(frame.format(), Picture.colour(frame));
    }

    private static boolean isScaled(AVFrame frame, SquarePixels square) {
        return square.width() != frame.width() || square.height() != frame.height();
    }

    private static String description(AVFrame like, int rotation, SquarePixels square) {
        StringBuilder text = new StringBuilder("buffer=video_size=" + like.width() + "x" + like.height() + ":pix_fmt="
                + like.format() + ":time_base=1/1:colorspace=" + like.colorspace() + ":range=" + like.color_range());
        if (isScaled(like, square)) {
            text.append(",scale=" + square.width() + ":" + square.height());
        }
        text.append(
                switch (rotation) {
                    case 90 -> ",transpose=clock";
                    case 180 -> ",hflip,vflip";
                    case 270 -> ",transpose=cclock";
                    default -> "";
                });
        if (PixelFormats.isRgb(like.format())) {
            text.append(",scale=out_color_matrix=bt709:out_range=limited");
        } else if (Bt709.isNeeded(like.format(), Picture.colour(like))) {
            text.append(",").append(Bt709.filters(like));
        }
        text.append(",format=yuv420p");
        return text.append(",buffersink").toString();
    }

    /** The upright picture, valid until the next call. {@code stored} is left as it is. */
    AVFrame apply(AVFrame stored) {
        avutil.av_frame_unref(frame);
        Av.check(
                avfilter.av_buffersrc_add_frame_flags(source, stored, avfilter.AV_BUFFERSRC_FLAG_KEEP_REF),
                "a picture into the filter");
        Av.check(avfilter.av_buffersink_get_frame(sink, frame), "a picture out of the filter");
        return frame;
    }

    @Override
    public void close() {
        avutil.av_frame_free(frame);
        avfilter.avfilter_graph_free(graph);
    }
}
