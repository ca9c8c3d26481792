package dev.muybridge.ray.bridge;

import org.jspecify.annotations.Nullable;

/** An actor's process ended before its answer. */
public final class ActorLostException extends Exception {
    private static final long serialVersionUID = 1L;

    public ActorLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
