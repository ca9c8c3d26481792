package dev.muybridge.media.ffmpeg;

/** The MP4 muxer does not accept a stream or a packet; the disk is not to blame. */
final class MuxerRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MuxerRefusal(String message) {
        super(message);
    }
}
