package dev.muybridge.app;

import dev.muybridge.job.table.VideoRow;
import java.util.List;

/**
 * How a run ended.
 *
 * @param done rows of the videos that this run finished, including those finished in part
 * @param failed rows of the videos that failed, including those that were left alone because they would fail again
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
                .mapToLong(content -> content == null ? 0 : content.frames().all())
                .sum();
    }

    /** How many of the finished videos lack frames that cannot be decoded. */
    public long partial() {
        return done.stream().filter(row -> row.state().equals(VideoRow.PARTIAL)).count();
    }

    /** Of the finished videos' segments, how many an earlier run had analysed, and how many there are. */
    public VideoRow.Work work() {
        int segments = 0;
        int reused = 0;
        double seconds = 0;
        for (VideoRow row : done) {
            VideoRow.Content content = row.content();
            if (content != null) {
                segments += content.work().segments();
                reused += content.work().reused();
                seconds += content.work().seconds();
            }
        }
        return new VideoRow.Work(segments, reused, seconds);
    }
}
