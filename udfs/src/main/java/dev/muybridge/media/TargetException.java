package dev.muybridge.media;

import java.io.IOException;

/** The file that was to be written cannot be, for a reason of its disk; what was read is not to blame. */
public final class TargetException extends IOException {
    private static final long serialVersionUID = 1L;

    public TargetException(String message) {
        super(message);
    }
}
