package dev.muybridge.job.storage;

import java.io.IOException;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** OUTPUT cannot be written: no video's fault, and the next one would fare no better. Ends the job. */
public final class OutputException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param where the file that was to be written, or the folder that it is about */
    public OutputException(Path where, IOException cause) {
        super("cannot write " + Location.of(where) + ": " + cause.getMessage(), cause);
    }

    /** The one that {@code error} is or was caused by, or null. */
    public static @Nullable OutputException in(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutputException output) {
                return output;
            }
        }
        return null;
    }
}
