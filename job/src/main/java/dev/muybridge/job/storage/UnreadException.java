package dev.muybridge.job.storage;

import java.io.IOException;

/** A staged file cannot be read. Costs the video that it belongs to, also while something else is written from it. */
public final class UnreadException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadException(String message) {
        super(message);
    }

    UnreadException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
