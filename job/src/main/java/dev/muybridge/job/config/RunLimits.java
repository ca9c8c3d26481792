package dev.muybridge.job.config;

import dev.muybridge.media.Limits;
import java.io.Serializable;

/**
 * Where a run stops.
 *
 * @param video the most that one video may ask for
 * @param failures how many videos may fail
 */
public record RunLimits(Limits video, FailureLimit failures) implements Serializable {
    /** Limits that any real footage keeps to, and any number of failures. */
    public static final RunLimits DEFAULT = new RunLimits(Limits.DEFAULT, FailureLimit.NONE);
}
