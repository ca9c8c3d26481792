package dev.muybridge.job.model;

import dev.muybridge.pose.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What one step passes to the next about one video: a result, or why there is none. Exactly one of the two is present.
 *
 * @param video which video
 * @param result the step's result
 * @param failure why there is none
 * @param parts how many of these come of this video in all, 1 or more
 */
public record Step<T>(
        VideoRef video, @Nullable T result, @Nullable Failure failure, int parts) {
    public Step {
        if ((result == null) == (failure == null)) {
            throw new IllegalArgumentException(
                    "a step has a result or a failure, was " + result + " and " + failure + " for " + video);
        }
        if (parts < 1) {
            throw new IllegalArgumentException("a step is one of 1 or more, was " + parts + " for " + video);
        }
    }

    /** A step did its work on the whole video. */
    public static <T> Step<T> done(VideoRef video, T result) {
        return done(video, result, 1);
    }

    /** A step did its work on one of {@code parts} parts. */
    public static <T> Step<T> done(VideoRef video, T result, int parts) {
        return new Step<>(video, result, null, parts);
    }

    /** A step could not do its work on the whole video. */
    public static <T> Step<T> failed(VideoRef video, Failure failure) {
        return failed(video, failure, 1);
    }

    /** A step could not do its work on one of {@code parts} parts. */
    public static <T> Step<T> failed(VideoRef video, Failure failure, int parts) {
        return new Step<>(video, null, failure, parts);
    }
}
