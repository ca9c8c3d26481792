package dev.muybridge.inference;

/** The pose library or its model reported an error; the message is its own, with what it was asked to do. */
public final class InferenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InferenceException(String message) {
        super(message);
    }

    public InferenceException(String message, Throwable cause) {
        super(message, cause);
    }
}
