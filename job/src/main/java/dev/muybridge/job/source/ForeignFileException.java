package dev.muybridge.job.source;

import dev.muybridge.job.storage.Location;

/** A file lies where a result would go, and no run has ever written to OUTPUT. */
public final class ForeignFileException extends InputsException {
    private static final long serialVersionUID = 1L;

    ForeignFileException(Location file, String video) {
        super("no run has written " + file + ", and the result for " + video
                + " would replace it; move it, or choose another --output");
    }
}
