package dev.muybridge.media;

import java.io.IOException;

/** The target file cannot be written because of its disk; the files that were read are not to blame. */
public final class TargetException extends IOException {
    private static final long serialVersionUID = 1L;

    public TargetException(String message) {
        super(message);
    }
}
