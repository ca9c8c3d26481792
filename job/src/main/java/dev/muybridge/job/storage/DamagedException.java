package dev.muybridge.job.storage;

import java.io.IOException;

/** A file was read, and what it holds is not what it should be. */
public final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    public DamagedException(String message) {
        super(message);
    }

    public DamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
