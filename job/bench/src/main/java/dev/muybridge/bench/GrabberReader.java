package dev.muybridge.bench;

import dev.muybridge.media.FrameReader;
import dev.muybridge.media.Rational;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.media.ffmpeg.PictureReader;
import dev.muybridge.media.ffmpeg.PictureSource;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole local file through JavaCV's {@link FFmpegFrameGrabber}, one pass, one thread: what you would write by hand. The
 * bench measures the job against it. The job itself reads runs of packets, which JavaCV cannot do.
 */
final class GrabberReader implements PictureSource {
    private final FFmpegFrameGrabber grabber;

    private GrabberReader(FFmpegFrameGrabber grabber) {
        this.grabber = grabber;
    }

    /**
     * Opens {@code file}.
     *
     * @param info of the same file by our own reader, which has loaded FFmpeg in our way
     * @throws VideoException when JavaCV cannot open it
     */
    static FrameReader open(Path file, VideoInfo info) throws VideoException {
        FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile());
        grabber.setImageMode(FrameGrabber.ImageMode.RAW);
        grabber.setVideoOption("threads", "1");
        try {
            grabber.start();
        } catch (FrameGrabber.Exception e) {
            throw new VideoException(FailureKind.UNREADABLE, "JavaCV cannot open the file: " + e.getMessage(), e);
        }
        return new PictureReader(new GrabberReader(grabber), info.rotation(), new Rational(0, 1));
    }

    @Override
    public @Nullable AVFrame next() throws VideoException {
        try {
            Frame frame = grabber.grabFrame(false, true, true, false, false);
            return frame == null ? null : (AVFrame) frame.opaque;
        } catch (FrameGrabber.Exception e) {
            throw new VideoException(FailureKind.DECODE_ERROR, "JavaCV cannot decode: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            grabber.close();
        } catch (FrameGrabber.Exception e) {
            throw new IllegalStateException("JavaCV cannot close its grabber: " + e.getMessage(), e);
        }
    }
}
