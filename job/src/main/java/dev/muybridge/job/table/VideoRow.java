package dev.muybridge.job.table;

import dev.muybridge.pose.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * A video as its own table shows it; {@link Columns#VIDEOS} says what each column means.
 *
 * @param content what the video holds, null when it failed
 */
public record VideoRow(
        String videoId,
        String video,
        String state,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable Content content,
        Provenance provenance) {
    /** The state of a video that was finished. */
    public static final String DONE = "done";

    /** The state of a video that was not. */
    public static final String FAILED = "failed";

    /** Whether it crashed a process twice, and is left alone. */
    public boolean isQuarantined() {
        return FailureKind.QUARANTINED.code().equals(reason);
    }

    /** Columns on what the video holds. */
    public record Content(
            long frames,
            long framesWithPose,
            int width,
            int height,
            long durationMicros,
            long offsetMicros,
            String codec,
            int rotation,
            double secondsSpent) {}

    /** Columns on what the row was made from. */
    public record Provenance(String fingerprint, String optionsHash, String options, String versions) {}
}
