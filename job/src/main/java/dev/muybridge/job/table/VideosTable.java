package dev.muybridge.job.table;

import static dev.muybridge.job.table.TableColumn.optional;
import static dev.muybridge.job.table.TableColumn.required;

import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.Making;
import dev.muybridge.job.storage.DamagedException;
import dev.muybridge.job.storage.StagingStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.jspecify.annotations.Nullable;

/** Writes and reads rows of the table {@code videos}, one file each. */
public final class VideosTable {
    static final Table<VideoRow> TABLE = new Table<>("videos", columns());

    private VideosTable() {}

    private static List<TableColumn<VideoRow>> columns() {
        List<TableColumn<VideoRow>> columns = new ArrayList<>();
        columns.add(required(
                "video_id",
                ColumnType.TEXT,
                "first 16 hexadecimal digits of the SHA-256 of the annotated video's name",
                VideoRow::videoId));
        columns.add(required(
                "video",
                ColumnType.TEXT,
                "path of the input below its input root; of a clip, with # and its times in seconds after it",
                VideoRow::video));
        columns.add(required(
                "state",
                ColumnType.TEXT,
                "done; partial: finished, except for frames that cannot be decoded; failed",
                VideoRow::state));
        columns.add(optional(
                "reason",
                ColumnType.TEXT,
                "why it failed, a code from the list of reasons; null if it did not",
                VideoRow::reason));
        columns.add(optional(
                "detail",
                ColumnType.TEXT,
                "a sentence on what went wrong or is worth knowing; null if there is nothing to say",
                VideoRow::detail));
        columns.addAll(contentColumns());
        columns.addAll(provenanceColumns());
        columns.addAll(workColumns());
        return columns;
    }

    private static List<TableColumn<VideoRow>> contentColumns() {
        return List.of(
                content(
                        "frames",
                        ColumnType.LONG,
                        "how many frames; null when failed, like the columns up to rotation",
                        c -> c.frames().all()),
                content(
                        "frames_with_pose",
                        ColumnType.LONG,
                        "how many of them show somebody who is reported in the table of metrics",
                        c -> c.frames().withPose()),
                content(
                        "frames_unreadable",
                        ColumnType.LONG,
                        "how many of them cannot be decoded",
                        c -> c.frames().unreadable()),
                content(
                        "people",
                        ColumnType.INT,
                        "how many people were found for at least half a second, including those who are not reported in"
                                + " the table of metrics",
                        VideoRow.Content::people),
                content("width", ColumnType.INT, "of the upright picture", VideoRow.Content::width)
                        .in("px"),
                content("height", ColumnType.INT, "of the upright picture", VideoRow.Content::height)
                        .in("px"),
                content(
                                "duration_us",
                                ColumnType.LONG,
                                "from the start of the first frame to the end of the last",
                                VideoRow.Content::durationMicros)
                        .in("us"),
                content(
                                "offset_us",
                                ColumnType.LONG,
                                "pts_us minus the time in the annotated video: 0 unless only a part was processed",
                                VideoRow.Content::offsetMicros)
                        .in("us"),
                content("codec", ColumnType.TEXT, "the input's video codec, by FFmpeg's name", VideoRow.Content::codec),
                content(
                                "rotation",
                                ColumnType.INT,
                                "clockwise turn that makes the stored picture upright: 0, 90, 180 or 270",
                                VideoRow.Content::rotation)
                        .in("deg"));
    }

    private static List<TableColumn<VideoRow>> provenanceColumns() {
        return List.of(
                required(
                        "fingerprint",
                        ColumnType.TEXT,
                        "size and time of modification of the input, in hexadecimal",
                        row -> row.provenance().fingerprint()),
                required(
                        "poses_key",
                        ColumnType.TEXT,
                        "hash of everything that the poses depend on besides the input",
                        row -> row.provenance().making().keys().poses()),
                required(
                        "rows_key",
                        ColumnType.TEXT,
                        "hash of everything that the rows of the table of metrics depend on besides the input",
                        row -> row.provenance().making().keys().rows()),
                required(
                        "pictures_key",
                        ColumnType.TEXT,
                        "hash of everything that the annotated video depends on besides the input",
                        row -> row.provenance().making().keys().pictures()),
                required(
                        "options",
                        ColumnType.TEXT,
                        "options that change results or what is published, as name=value joined by semicolons",
                        row -> row.provenance().making().options()),
                required(
                        "versions",
                        ColumnType.TEXT,
                        "versions that results depend on, in the same form",
                        row -> row.provenance().making().versions()));
    }

    private static List<TableColumn<VideoRow>> workColumns() {
        return List.of(
                content(
                        "segments",
                        ColumnType.INT,
                        "how many parts it was processed in; null when failed, like the two below",
                        c -> c.work().segments()),
                content(
                        "segments_reused",
                        ColumnType.INT,
                        "how many of them an earlier run had analysed",
                        c -> c.work().reused()),
                content(
                                "seconds_spent",
                                ColumnType.DOUBLE,
                                "time that workers spent on it in the run that finished it",
                                c -> c.work().seconds())
                        .in("s"));
    }

    /** A column on what a finished video holds. */
    private static TableColumn<VideoRow> content(
            String name, ColumnType type, String meaning, TableColumn.Value<VideoRow.Content> value) {
        return optional(name, type, meaning, row -> row.content() == null ? null : value.of(row.content()));
    }

    /** Writes a file with that one row into {@code out}, which stays open. */
    public static void write(FSDataOutputStream out, VideoRow row) throws IOException {
        try (ParquetWriter<GenericRecord> writer = ParquetFile.writer(out, TABLE)) {
            writer.write(TABLE.record(row));
        }
    }

    /**
     * The row of the file at {@code path}, empty if there is no such file.
     *
     * @throws DamagedException when it can be read and does not hold a row
     */
    public static Optional<VideoRow> read(Path path) throws IOException {
        Optional<byte[]> bytes = StagingStore.read(path);
        return bytes.isEmpty() ? Optional.empty() : Optional.of(fromBytes(bytes.get()));
    }

    private static VideoRow fromBytes(byte[] bytes) throws DamagedException {
        if (bytes.length == 0) {
            throw new DamagedException("it is empty");
        }
        try (ParquetReader<GenericRecord> reader = ParquetFile.reader(bytes)) {
            GenericRecord row = reader.read();
            if (row != null) {
                return fromRecord(row);
            }
        } catch (IOException | RuntimeException e) { // there is no disk that could fail
            throw new DamagedException("it is damaged: " + e.getMessage(), e);
        }
        throw new DamagedException("it is a table without a row");
    }

    private static VideoRow fromRecord(GenericRecord row) {
        return new VideoRow(
                text(row, "video_id"),
                text(row, "video"),
                text(row, "state"),
                optionalText(row, "reason"),
                optionalText(row, "detail"),
                row.get("frames") == null ? null : content(row),
                new VideoRow.Provenance(
                        text(row, "fingerprint"),
                        new Making(
                                new Keys(key(row, "poses_key"), key(row, "rows_key"), key(row, "pictures_key")),
                                text(row, "options"),
                                text(row, "versions"))));
    }

    /** Rows of earlier versions lack some columns. */
    private static VideoRow.Content content(GenericRecord row) {
        return new VideoRow.Content(
                new VideoRow.Frames(
                        (Long) row.get("frames"), (Long) row.get("frames_with_pose"), number(row, "frames_unreadable")),
                new VideoRow.Work((int) number(row, "segments"), (int) number(row, "segments_reused"), (Double)
                        row.get("seconds_spent")),
                row.hasField("people") && row.get("people") instanceof Integer people ? people : null,
                (Integer) row.get("width"),
                (Integer) row.get("height"),
                (Long) row.get("duration_us"),
                (Long) row.get("offset_us"),
                text(row, "codec"),
                (Integer) row.get("rotation"));
    }

    /** A missing key equals no other. */
    private static String key(GenericRecord row, String column) {
        return row.hasField(column) ? text(row, column) : "";
    }

    private static long number(GenericRecord row, String column) {
        return row.hasField(column) && row.get(column) instanceof Number number ? number.longValue() : 0;
    }

    private static String text(GenericRecord row, String column) {
        return row.get(column).toString();
    }

    private static @Nullable String optionalText(GenericRecord row, String column) {
        Object value = row.get(column);
        return value == null ? null : value.toString();
    }
}
