package dev.muybridge.media.ffmpeg;

/** What to do with a stream besides the pictures, from the best option to the last resort. */
enum StreamWay {
    /** As it is if MP4 and players support it, otherwise converted. */
    KEEP,
    /** Sound is encoded to AAC, whatever it is; the same as {@link #KEEP} for anything else. */
    ENCODE,
    LEAVE_OUT
}
