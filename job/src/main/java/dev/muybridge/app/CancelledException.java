package dev.muybridge.app;

import org.jspecify.annotations.Nullable;

/** The run was stopped, or its job was cancelled, before it had done its work; the same command continues it. */
public final class CancelledException extends RunException {
    private static final long serialVersionUID = 1L;

    CancelledException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
