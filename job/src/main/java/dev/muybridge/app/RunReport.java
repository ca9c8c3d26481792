package dev.muybridge.app;

import dev.muybridge.job.table.VideoRow;
import java.util.List;

/**
 * How a run ended.
 *
 * @param done rows of the videos that this run finished
 * @param failed rows of the videos that failed, those that were left alone because they are quarantined included
 * @param skipped how many videos were done before and have not changed
 * @param seconds how long the run took, from the listing to the last row
 */
public record RunReport(List<VideoRow> done, List<VideoRow> failed, int skipped, double seconds) {
    public RunReport {
        done = List.copyOf(done);
        failed = List.copyOf(failed);
    }

    /** Frames of the videos that this run finished. */
    public long frames() {
        return done.stream()
                .map(VideoRow::content)
                .mapToLong(content -> content == null ? 0 : content.frames())
                .sum();
    }
}
