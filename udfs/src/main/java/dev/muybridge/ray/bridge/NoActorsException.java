package dev.muybridge.ray.bridge;

import org.jspecify.annotations.Nullable;

/** No actor can work any more: the cluster is gone, or has no room, or actors cannot start. */
public final class NoActorsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoActorsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
