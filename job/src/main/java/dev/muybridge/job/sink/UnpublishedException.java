package dev.muybridge.job.sink;

import java.io.IOException;

/** A file of a publication cannot be put in its place, because what was prepared is gone or damaged. Costs its video. */
public final class UnpublishedException extends IOException {
    private static final long serialVersionUID = 1L;

    UnpublishedException(String flaw) {
        super(flaw);
    }
}
