package dev.muybridge.media.ffmpeg;

/** What to do with sound, from the best option to the last resort. */
enum SoundWay {
    /** Copied if MP4 and players support the codec, otherwise encoded. */
    COPY,
    /** Encoded to AAC, whatever it is. */
    ENCODE,
    /** Left out. */
    NONE;

    /** The next option to try; throws the refusal itself if there is none. */
    SoundWay next(MuxerRefusal refusal) {
        return switch (this) {
            case COPY -> ENCODE;
            case ENCODE -> NONE;
            case NONE -> throw refusal;
        };
    }
}
