package dev.muybridge.media.ffmpeg;

/** What is done with sound, from the best to the last resort. */
enum SoundWay {
    /** Copied where MP4 and players know the codec, else encoded. */
    COPY,
    /** Encoded to AAC, whatever it is. */
    ENCODE,
    /** Left out. */
    NONE;

    /** The next way to try; the refusal itself when there is none. */
    SoundWay next(MuxerRefusal refusal) {
        return switch (this) {
            case COPY -> ENCODE;
            case ENCODE -> NONE;
            case NONE -> throw refusal;
        };
    }
}
