package dev.muybridge.job.config;

import dev.muybridge.media.Limits;
import java.io.Serializable;

/**
 * Where a run stops.
 *
 * @param video what one video may ask for at most
 * @param failures how many videos may fail
 */
public record RunLimits(Limits video, FailureLimit failures) implements Serializable {
    /** What any footage keeps to, and any number of failures. */
    public static final RunLimits DEFAULT = new RunLimits(Limits.DEFAULT, FailureLimit.NONE);
}
