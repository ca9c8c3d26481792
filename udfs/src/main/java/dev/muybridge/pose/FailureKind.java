package dev.muybridge.pose;

import java.util.Locale;

/** Why a video failed. The code is what stands in the column {@code reason} of the table {@code videos}. */
public enum FailureKind {
    /** The file has no bytes. */
    EMPTY_FILE("The file has no bytes."),
    /** The file's content is of no video format that is read here. */
    NOT_A_VIDEO("The content is of no video format that is read here."),
    /** The container was recognised and has no video stream. */
    NO_VIDEO_STREAM("The file has no video stream."),
    /** The file ends before its content does. */
    TRUNCATED("The file ends before its content does."),
    /** The container was recognised and cannot be read. */
    UNREADABLE("The container was recognised and cannot be read."),
    /** The codec, or this kind of picture in it, is not decoded here. */
    UNSUPPORTED("The codec, or this kind of picture in it, is not decoded here."),
    /** The pictures are encrypted. */
    ENCRYPTED("The video is encrypted."),
    /** The file asks for more than what one video may. */
    OVER_LIMIT("The file asks for more pixels, streams, frames or time than the limits allow."),
    /** The video has no frame in the part that was asked for. */
    EMPTY_CLIP("The video has no frame in the part that was asked for."),
    /** Frames share a timestamp or have none, so that no true time can be given. */
    BAD_TIMESTAMPS("Frames share a timestamp or have none."),
    /** Key frames are so far apart that decoding a segment would take too much memory. */
    NO_KEY_FRAMES("Key frames are so far apart that decoding would take too much memory."),
    /** No frame could be decoded, or not from where it was planned. */
    DECODE_ERROR("No frame could be decoded."),
    /** The file cannot be opened: permission, or gone; or a folder with a slash behind its name cannot be listed. */
    NO_ACCESS("The file cannot be opened, or the folder `name/` not listed."),
    /** The file was changed or removed while it was worked on. */
    CHANGED("The file was changed or removed during the run."),
    /** Frames planned, analysed, encoded and joined are not the same. */
    LEDGER_MISMATCH("Frames planned, analysed, encoded and joined are not the same."),
    /** Its content crashed a process twice: it is left alone until it changes. */
    QUARANTINED("Its content crashed a process twice."),
    /** A worker failed on this video for a reason of its own. */
    WORKER_ERROR("A worker failed on this video."),
    /** Reading or writing the staged or published files failed. */
    IO_ERROR("Reading or writing files failed.");

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
