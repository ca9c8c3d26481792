package dev.muybridge.pose;

import java.util.Locale;

/** Why a video failed. The code appears in the column {@code reason} of the table {@code videos}. */
public enum FailureKind {
    /** The file has no bytes. */
    EMPTY_FILE("The file has no bytes."),
    /** The content is not in a video format that Muybridge reads. */
    NOT_A_VIDEO("The content is not in a video format that Muybridge reads."),
    /** The container was recognised but has no video stream. */
    NO_VIDEO_STREAM("The file has no video stream."),
    /** The file ends before its content does. */
    TRUNCATED("The file ends before its content does."),
    /** The container was recognised but cannot be read. */
    UNREADABLE("The container was recognised but cannot be read."),
    /** The codec, or this kind of picture in it, is not supported. */
    UNSUPPORTED("The codec, or this kind of picture in it, is not supported."),
    /** The pictures are encrypted. */
    ENCRYPTED("The video is encrypted."),
    /** The file exceeds a limit for one video. */
    OVER_LIMIT("The file has more pixels, streams, frames or time than the limits allow."),
    /** The requested part of the video has no frames. */
    EMPTY_CLIP("The requested part of the video has no frames."),
    /** The person who is asked for as the main subject is not in the video. */
    NO_SUBJECT("The main subject that was asked for is not in the video."),
    /** Some frames share a timestamp or have none, so their true times are unknown. */
    BAD_TIMESTAMPS("Some frames share a timestamp or have none."),
    /** Key frames are so far apart that decoding a segment would take too much memory. */
    NO_KEY_FRAMES("Key frames are so far apart that decoding would take too much memory."),
    /** No frame could be decoded, or decoding cannot start where it was planned. */
    DECODE_ERROR("No frame could be decoded."),
    /** The file cannot be opened (no permission, or gone), or a folder, whose name then ends in a slash, cannot be listed. */
    NO_ACCESS("The file cannot be opened, or the folder `name/` cannot be listed."),
    /** The file was changed or removed during the run. */
    CHANGED("The file was changed or removed during the run."),
    /** The frames planned, analysed, encoded and joined do not match. */
    LEDGER_MISMATCH("The frames planned, analysed, encoded and joined do not match."),
    /** Its content crashed a process twice: it is skipped until it changes. */
    QUARANTINED("Its content crashed a process twice."),
    /** A worker failed on this video for a reason of its own. */
    WORKER_ERROR("A worker failed on this video."),
    /** Reading or writing the staged or published files failed. */
    IO_ERROR("Reading or writing files failed, or a finished file was gone before it could be published.");

    private final String meaning;

    FailureKind(String meaning) {
        this.meaning = meaning;
    }

    /** The code in tables and messages: lower case, words joined by underscores. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One sentence on what the code means. */
    public String meaning() {
        return meaning;
    }
}
