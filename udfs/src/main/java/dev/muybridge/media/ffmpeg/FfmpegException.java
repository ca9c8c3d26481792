package dev.muybridge.media.ffmpeg;

/** FFmpeg refused what it must be able to do; not the fault of a video. The message holds what was tried and FFmpeg's reason. */
public final class FfmpegException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FfmpegException(String message) {
        super(message);
    }
}
