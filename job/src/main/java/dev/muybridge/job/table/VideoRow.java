package dev.muybridge.job.table;

import dev.muybridge.job.model.Making;
import org.jspecify.annotations.Nullable;

/**
 * A video as its own table shows it; {@link VideosTable} says what each column means.
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

    /** The state of a video that was finished except for frames that cannot be decoded. */
    public static final String PARTIAL = "partial";

    /** The state of a video that was not finished. */
    public static final String FAILED = "failed";

    /** Whether the video was finished, at least in part. */
    public boolean isFinished() {
        return !state.equals(FAILED);
    }

    /** How many frames, in how many of them somebody who is reported was found, and how many could not be decoded. */
    public record Frames(long all, long withPose, long unreadable) {}

    /** How many segments, how many of them an earlier run had analysed, and what workers spent on the others, seconds. */
    public record Work(int segments, int reused, double seconds) {}

    /** Columns on what the video holds. */
    public record Content(
            Frames frames,
            Work work,
            @Nullable Integer people,
            int width,
            int height,
            long durationMicros,
            long offsetMicros,
            String codec,
            int rotation) {}

    /**
     * Columns on what the row was made from.
     *
     * @param fingerprint of the input
     * @param making how
     */
    public record Provenance(String fingerprint, Making making) {}
}
