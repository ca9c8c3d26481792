package dev.muybridge.media;

import dev.muybridge.pose.TimeBase;
import java.util.List;

/**
 * What to join.
 *
 * @param segments encoded segments in order, each an MP4 whose first frame is at 0 in its own time
 * @param startPts where each segment's first frame stands in the whole video, in ticks of {@code timeBase}
 * @param timeBase of the whole video
 * @param original the input, from which sound, subtitles, the cover picture and chapters are taken
 */
public record JoinJob(List<ByteSource> segments, List<Long> startPts, TimeBase timeBase, ByteSource original) {
    public JoinJob {
        segments = List.copyOf(segments);
        startPts = List.copyOf(startPts);
        if (segments.isEmpty() || segments.size() != startPts.size()) {
            throw new IllegalArgumentException("a join needs one start for each segment and at least one segment, was "
                    + segments.size() + " segments and " + startPts.size() + " starts");
        }
    }
}
