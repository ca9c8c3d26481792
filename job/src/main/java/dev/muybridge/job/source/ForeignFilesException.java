package dev.muybridge.job.source;

import dev.muybridge.job.storage.Location;

/** OUTPUT, which no run has written to yet, has files where results go and could replace them. */
public final class ForeignFilesException extends InputsException {
    private static final long serialVersionUID = 1L;

    ForeignFilesException(Location output, Location folder) {
        super("results go to " + folder
                + " and could replace the files in it, which no run has written; move them out of " + output
                + ", or choose another --output");
    }
}
