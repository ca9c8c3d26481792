package dev.muybridge.job.model;

import dev.muybridge.pose.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What one stage passes to the next about one video: a result, or why there is none. Exactly one of the two is present.
 *
 * @param video which video
 * @param result the stage's result
 * @param failure why there is none
 */
public record Step<T>(
        VideoRef video, @Nullable T result, @Nullable Failure failure) {
    public Step {
        if ((result == null) == (failure == null)) {
            throw new IllegalArgumentException(
                    "a step has a result or a failure, was " + result + " and " + failure + " for " + video);
        }
    }

    /** A stage did its work. */
    public static <T> Step<T> done(VideoRef video, T result) {
        return new Step<>(video, result, null);
    }

    /** A stage could not do its work. */
    public static <T> Step<T> failed(VideoRef video, Failure failure) {
        return new Step<>(video, null, failure);
    }
}
