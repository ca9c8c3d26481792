package dev.muybridge.job.table;

import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.Making;
import dev.muybridge.pose.FailureKind;
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
 * @param keys what it was made with, by name
 * @param files its published files except segments, by their paths below OUTPUT, with their sizes in bytes
 * @param row the file of its row that this was read from
 */
public record DoneVideo(
        String videoId,
        String state,
        @Nullable String reason,
        String fingerprint,
        Map<String, String> keys,
        Map<String, Long> files,
        Stamp row) {
    private static final String POSES = "poses_key";
    private static final String ROWS = "rows_key";
    private static final String PICTURES = "pictures_key";
    private static final String OPTIONS = "options";
    private static final String VERSIONS = "versions";

    public DoneVideo {
        keys = Map.copyOf(keys);
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
            return new Stamp(status.getLen(), status.getModificationTime());
        }
    }

    static DoneVideo of(VideoRow row, Map<String, Long> files, Stamp stamp) {
        VideoRow.Provenance made = row.provenance();
        return new DoneVideo(
                row.videoId(), row.state(), row.reason(), made.fingerprint(), keys(made.making()), files, stamp);
    }

    private static Map<String, String> keys(Making making) {
        return Map.of(
                POSES, making.keys().poses(),
                ROWS, making.keys().rows(),
                PICTURES, making.keys().pictures(),
                OPTIONS, making.options(),
                VERSIONS, making.versions());
    }

    /** How it was made; with empty keys if it was made before there were such keys. */
    public Making making() {
        return new Making(new Keys(key(POSES), key(ROWS), key(PICTURES)), key(OPTIONS), key(VERSIONS));
    }

    private String key(String name) {
        return keys.getOrDefault(name, "");
    }

    /** Whether it was finished, at least in part. */
    public boolean isFinished() {
        return !state.equals(VideoRow.FAILED);
    }

    /** Whether it crashed a process twice, and is left alone. */
    public boolean isQuarantined() {
        return FailureKind.QUARANTINED.code().equals(reason);
    }
}
