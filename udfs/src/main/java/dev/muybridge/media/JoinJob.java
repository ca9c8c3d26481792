package dev.muybridge.media;

import dev.muybridge.pose.TimeBase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to join.
 *
 * @param segments encoded segments in order, each an MP4 whose first frame is at 0 in its own time
 * @param startPts time of each segment's first frame in the whole video, in ticks of {@code timeBase}
 * @param timeBase time base of the whole video
 * @param original the input, from which sound, subtitles, the cover picture and chapters are taken
 * @param kept the part of the original to keep, whose start becomes 0 in the joined video; null for all of it, at its own times
 */
public record JoinJob(
        List<ByteSource> segments,
        List<Long> startPts,
        TimeBase timeBase,
        ByteSource original,
        @Nullable Span kept) {
    public JoinJob {
        segments = List.copyOf(segments);
        startPts = List.copyOf(startPts);
        if (segments.isEmpty() || segments.size() != startPts.size()) {
            throw new IllegalArgumentException("a join needs at least one segment and one start for each, was "
                    + segments.size() + " segments and " + startPts.size() + " starts");
        }
    }

    /** The time in the original that becomes 0 in the joined video, in ticks. */
    public long zero() {
        return kept == null ? 0 : kept.fromPts();
    }
}
