package dev.muybridge.job.sink;

import dev.muybridge.job.config.FailureLimit;
import java.util.Locale;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** More videos have failed than the run allows. Ends the job, which is not restarted. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class TooManyFailuresException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyFailuresException(FailureLimit limit) {
        super(String.format(
                Locale.ROOT, "more than %.0f videos failed, which --max-failures does not allow", limit.most()));
    }
}
