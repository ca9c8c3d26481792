package dev.muybridge.job.source;

import java.io.IOException;

/** The inputs do not go together, or not with OUTPUT; nothing was read. */
public abstract class InputsException extends IOException {
    private static final long serialVersionUID = 1L;

    InputsException(String message) {
        super(message);
    }
}
