package dev.muybridge.pose;

import org.jspecify.annotations.Nullable;

/** One video cannot be processed, but others can. Carries the {@link Failure} that its row will show. */
public final class VideoException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final String detail;

    public VideoException(FailureKind kind, String detail) {
        this(kind, detail, null);
    }

    public VideoException(FailureKind kind, String detail, @Nullable Throwable cause) {
        super(kind.code() + ": " + detail, cause);
        this.kind = kind;
        this.detail = detail;
    }

    /** What the video's row will show. */
    public Failure failure() {
        return new Failure(kind, detail);
    }
}
