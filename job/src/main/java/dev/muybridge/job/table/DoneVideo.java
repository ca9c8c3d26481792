package dev.muybridge.job.table;

import dev.muybridge.job.model.Making;
import dev.muybridge.job.storage.FlinkFile;
import java.util.Map;
import org.apache.flink.core.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a start has to know of a video that has a row, without opening the row.
 *
 * @param videoId as its row has it
 * @param state as its row has it
 * @param reason as its row has it, null unless it failed
 * @param fingerprint of the input that it was made from
 * @param making how it was made; with empty keys if it was made before there were such keys
 * @param files its published files, by their paths below OUTPUT, with their sizes in bytes; the folder of its segments with all
 *     their bytes, unless the index had to be made again
 * @param row the file of its row that this was read from
 */
public record DoneVideo(
        String videoId,
        String state,
        @Nullable String reason,
        String fingerprint,
        Making making,
        Map<String, Long> files,
        Stamp row) {
    public DoneVideo {
        files = Map.copyOf(files);
    }

    /**
     * Distinguishes a file from one that replaced it.
     *
     * @param size bytes
     * @param modified milliseconds since 1970
     */
    public record Stamp(long size, long modified) {
        static Stamp of(FileStatus status) {
            return new Stamp(status.getLen(), FlinkFile.modified(status));
        }
    }

    static DoneVideo of(VideoRow row, Map<String, Long> files, Stamp stamp) {
        VideoRow.Provenance made = row.provenance();
        return new DoneVideo(row.videoId(), row.state(), row.reason(), made.fingerprint(), made.making(), files, stamp);
    }

    /** Whether it was finished, at least in part. */
    public boolean isFinished() {
        return !state.equals(VideoRow.FAILED);
    }
}
