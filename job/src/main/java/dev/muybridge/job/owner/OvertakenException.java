package dev.muybridge.job.owner;

import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** OUTPUT belongs to a later run, which took this one for gone. Ends the job, which is not restarted. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class OvertakenException extends IOException {
    private static final long serialVersionUID = 1L;

    OvertakenException(String run) {
        super("run " + run
                + " has taken over OUTPUT, because this run seemed to be gone; nothing more is published by it");
    }
}
