package dev.muybridge.stage;

import org.jspecify.annotations.Nullable;

/** No worker can work any more, and no video is to blame; the message is one line for the user. Ends the job. */
public final class WorkersLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WorkersLostException(String message) {
        this(message, null);
    }

    public WorkersLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The one that {@code error} is or was caused by, or null. */
    public static @Nullable WorkersLostException in(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof WorkersLostException lost) {
                return lost;
            }
        }
        return null;
    }
}
