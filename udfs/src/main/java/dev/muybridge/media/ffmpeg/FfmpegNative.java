package dev.muybridge.media.ffmpeg;

import java.security.AccessController;
import java.security.PrivilegedAction;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;

/** Loads FFmpeg once for the process and keeps its log off the terminal. */
final class FfmpegNative {
    /**
     * The most that FFmpeg may allocate in one piece: enough for a plane of the largest picture or the index of the longest
     * video.
     */
    private static final long MOST_BYTES_AT_ONCE = 512L << 20;

    static {
        loadAsOurselves();
    }

    private FfmpegNative() {}

    /**
     * JavaCPP starts a thread that lives as long as the process, and a thread keeps the access control context of the code that
     * started it, with the class loaders of all callers. In a Flink cluster, that would keep the first job's classes for ever. In a
     * privileged action, the context ends here. Every entry into this package therefore has to come through here first, because
     * other classes in it create JavaCPP callbacks when they are initialised.
     */
    @SuppressWarnings("removal")
    private static void loadAsOurselves() {
        AccessController.doPrivileged((PrivilegedAction<Boolean>) () -> {
            Loader.load(avutil.class);
            Loader.load(swresample.class);
            Loader.load(avcodec.class);
            Loader.load(avformat.class);
            Loader.load(swscale.class);
            Loader.load(avfilter.class);
            FfmpegLog.install();
            avutil.av_max_alloc(MOST_BYTES_AT_ONCE);
            return true;
        });
    }

    /** Returns once FFmpeg can be called. */
    static void load() {
        // The static initialiser does the work: it runs once, whoever calls first.
    }

    /** The x264 encoder. */
    static AVCodec x264() {
        AVCodec codec = avcodec.avcodec_find_encoder_by_name("libx264");
        if (Av.isNull(codec)) {
            throw new FfmpegException(
                    "the encoder libx264 is missing from the FFmpeg that was loaded: put the native jar"
                            + " with the classifier -gpl on the class path and start Java with"
                            + " -Dorg.bytedeco.javacpp.platform.extension=-gpl");
        }
        return codec;
    }
}
