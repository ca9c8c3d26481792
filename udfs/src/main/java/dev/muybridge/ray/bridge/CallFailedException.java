package dev.muybridge.ray.bridge;

import org.jspecify.annotations.Nullable;

/** One call failed, and calling again would not help. */
public class CallFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    public CallFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
