package dev.muybridge.media.ffmpeg;

/** FFmpeg failed at something it must be able to do; no video is to blame. The message says what was tried, and FFmpeg's reason. */
public final class FfmpegException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FfmpegException(String message) {
        super(message);
    }
}
