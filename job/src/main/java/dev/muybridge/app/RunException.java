package dev.muybridge.app;

import org.jspecify.annotations.Nullable;

/** A run cannot start or continue; the message is one line for the user. */
public sealed class RunException extends Exception permits CancelledException {
    private static final long serialVersionUID = 1L;

    public RunException(String message) {
        super(message);
    }

    public RunException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
