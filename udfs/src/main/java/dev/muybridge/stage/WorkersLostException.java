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
}
