package dev.muybridge.media.ffmpeg;

import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends FFmpeg's own messages to the log, never to the terminal. */
public final class FfmpegLog {
    private static final Logger LOG = LoggerFactory.getLogger("ffmpeg");
    private static final Lines LINES = new Lines();

    private FfmpegLog() {}

    /** Takes over FFmpeg's log for this process. Calling it again has no effect. */
    public static synchronized void install() {
        avutil.av_log_set_level(avutil.AV_LOG_WARNING);
        avutil.setLogCallback(LINES);
    }

    private static void line(int level, String text) {
        if (level <= avutil.AV_LOG_ERROR) {
            // Anything fatal to a video becomes its failure; here it is only a hint.
            LOG.warn("{}", text);
        } else {
            LOG.debug("{}", text);
        }
    }

    /** FFmpeg calls this from any of its threads; it must not throw anything into C. */
    private static final class Lines extends LogCallback {
        @Override
        public void call(int level, BytePointer message) {
            String text = message.getString().strip();
            if (!text.isEmpty()) {
                line(level, text);
            }
        }
    }
}
