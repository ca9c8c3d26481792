package dev.muybridge.pose;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a video failed. The code appears in the column {@code reason} of the table {@code videos}. */
public enum FailureKind {
    /** The file has no bytes. */
    EMPTY_FILE(Retry.WHEN_CHANGED, "The file has no bytes."),
    /** The content is not in a video format that Muybridge reads. */
    NOT_A_VIDEO(Retry.WHEN_CHANGED, "The content is not in a video format that Muybridge reads."),
    /** The container was recognised but has no video stream. */
    NO_VIDEO_STREAM(Retry.WHEN_CHANGED, "The file has no video stream."),
    /** The file ends before its content does. */
    TRUNCATED(Retry.WHEN_CHANGED, "The file ends before its content does."),
    /** The container was recognised but cannot be read. */
    UNREADABLE(Retry.WHEN_CHANGED, "The container was recognised but cannot be read."),
    /** The codec, or this kind of picture in it, is not supported. */
    UNSUPPORTED(Retry.WHEN_CHANGED, "The codec, or this kind of picture in it, is not supported."),
    /** The pictures are encrypted. */
    ENCRYPTED(Retry.WHEN_CHANGED, "The video is encrypted."),
    /** The file exceeds a limit for one video. */
    OVER_LIMIT(Retry.WHEN_CHANGED, "The file has more pixels, streams, frames or time than the limits allow."),
    /** The requested part of the video has no frames. */
    EMPTY_CLIP(Retry.WHEN_CHANGED, "The requested part of the video has no frames."),
    /** The person who is asked for as the main subject is not in the video. */
    NO_SUBJECT(Retry.WHEN_CHANGED, "The main subject that was asked for is not in the video."),
    /** Some frames share a timestamp or have none, so their true times are unknown. */
    BAD_TIMESTAMPS(Retry.WHEN_CHANGED, "Some frames share a timestamp or have none."),
    /** Key frames are so far apart that decoding a segment would take too much memory. */
    NO_KEY_FRAMES(Retry.WHEN_CHANGED, "Key frames are so far apart that decoding would take too much memory."),
    /** No frame could be decoded, or decoding cannot start where it was planned. */
    DECODE_ERROR(Retry.WHEN_CHANGED, "No frame could be decoded."),
    /** The file cannot be opened (no permission, or gone), or a folder, whose name then ends in a slash, cannot be listed. */
    NO_ACCESS(Retry.EVERY_RUN, "The file cannot be opened, or the folder `name/` cannot be listed."),
    /** OUTPUT has no room for its results. */
    NO_ROOM(Retry.EVERY_RUN, "There is not enough space for its results."),
    /** The file was changed or removed during the run. */
    CHANGED(Retry.EVERY_RUN, "The file was changed or removed during the run."),
    /** The frames planned, analysed, encoded and joined do not match. */
    LEDGER_MISMATCH(Retry.A_FEW_TIMES, "The frames planned, analysed, encoded and joined do not match."),
    /** Its content crashed a process twice: it is skipped until it changes. */
    QUARANTINED(Retry.WHEN_CHANGED, "Its content crashed a process twice."),
    /** A worker failed on this video for a reason of its own. */
    WORKER_ERROR(Retry.A_FEW_TIMES, "A worker failed on this video."),
    /** Reading or writing the staged or published files failed. */
    IO_ERROR(
            Retry.A_FEW_TIMES,
            "Reading or writing files failed, or a finished file was gone before it could be published.");

    /** When a later run tries the video again. */
    public enum Retry {
        /** It follows from the content: only when the file has changed, or what else the failure depends on. */
        WHEN_CHANGED,
        /** It may pass, but something may be wrong that does not. */
        A_FEW_TIMES,
        /** Only trying tells whether it has passed, and costs nothing. */
        EVERY_RUN
    }

    private final Retry retry;
    private final String meaning;

    FailureKind(Retry retry, String meaning) {
        this.retry = retry;
        this.meaning = meaning;
    }

    /** The kind with this code; empty for a code of another version. */
    public static Optional<FailureKind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }

    /** When a later run tries a video again that has failed in this way. */
    public Retry retry() {
        return retry;
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
