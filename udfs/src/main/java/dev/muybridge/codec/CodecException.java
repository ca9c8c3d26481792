package dev.muybridge.codec;

import java.io.IOException;

/** Bytes are not the message they are taken for: of another version, damaged, or incomplete. */
public final class CodecException extends IOException {
    private static final long serialVersionUID = 1L;

    public CodecException(String message) {
        super(message);
    }

    public CodecException(String message, Throwable cause) {
        super(message, cause);
    }
}
