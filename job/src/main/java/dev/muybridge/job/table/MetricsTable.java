package dev.muybridge.job.table;

import static dev.muybridge.job.table.TableColumn.optional;
import static dev.muybridge.job.table.TableColumn.required;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.motion.Column;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.Gauss;
import dev.muybridge.motion.Measures;
import dev.muybridge.motion.PersonMetrics;
import dev.muybridge.pose.TimeBase;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.parquet.hadoop.ParquetWriter;
import org.jspecify.annotations.Nullable;

/** Writes one video's part of the table {@code metrics}: one row for every frame and person. */
public final class MetricsTable implements Closeable {
    /** The key in a file's metadata that names the filter of its landmarks; older versions, which had none, did not write it. */
    static final String FILTER_KEY = "muybridge.filter";

    private final VideoRef video;
    private final TimeBase timeBase;
    private final Table<Row> table;
    private final ParquetWriter<GenericRecord> writer;

    /** What a row is made from; without a person it says that nobody was found or the frame cannot be decoded. */
    record Row(
            VideoRef video,
            TimeBase timeBase,
            FrameMetrics frame,
            @Nullable PersonMetrics person) {
        private @Nullable Object pose() {
            return person == null ? null : person.pose();
        }

        private @Nullable Object filtered() {
            return person == null ? null : person.filtered();
        }

        private @Nullable Object value(Column column) {
            double value = person == null ? Double.NaN : person.value(column);
            return Double.isNaN(value) ? null : value;
        }

        private String quality() {
            if (!frame.readable()) {
                return "unreadable";
            }
            return pose() == null ? "none" : "measured";
        }
    }

    /** The table with what {@code measures} measure. */
    static Table<Row> of(Measures measures) {
        List<TableColumn<Row>> columns = new ArrayList<>(List.of(
                required(
                        "video_id",
                        ColumnType.TEXT,
                        "first 16 hexadecimal digits of the SHA-256 of the annotated video's name",
                        row -> row.video().videoId()),
                required(
                        "video",
                        ColumnType.TEXT,
                        "path of the input below its input root; of a clip, with # and its times in seconds after it",
                        row -> row.video().video()),
                required(
                        "frame",
                        ColumnType.LONG,
                        "place in presentation order, 0-based",
                        row -> row.frame().frame()),
                required(
                                "pts_us",
                                ColumnType.LONG,
                                "presentation time on the video's own clock",
                                (Row row) -> row.timeBase().toMicros(row.frame().pts()))
                        .in("us"),
                required(
                                "time_s",
                                ColumnType.DOUBLE,
                                "the same presentation time in seconds",
                                (Row row) ->
                                        row.timeBase().toSeconds(row.frame().pts()))
                        .in("s"),
                optional(
                        "person",
                        ColumnType.INT,
                        "number of the person in this video, 0 = main subject; null where nobody was found. With several people"
                                + " each has a row for every frame from their first sight to their last",
                        row -> row.person() == null ? null : row.person().id()),
                required(
                        "quality",
                        ColumnType.TEXT,
                        "measured: the model found the person; none: nobody was found, or not this person; unreadable:"
                                + " the frame cannot be decoded",
                        Row::quality)));
        measures.columns().forEach(column -> columns.add(TableColumn.measured(column, row -> row.value(column))));
        columns.addAll(landmarks());
        return new Table<>("metrics", columns);
    }

    private static List<TableColumn<Row>> landmarks() {
        return List.of(
                optional(
                        "landmarks",
                        ColumnType.LANDMARKS,
                        "MediaPipe's landmarks, not filtered: x and y as fractions of width and height, z in units of x, the"
                                + " others 0..1; null where nobody was found",
                        Row::pose),
                optional(
                                "world_landmarks",
                                ColumnType.WORLD_LANDMARKS,
                                "the same points in space as the model estimates them, not filtered, middle of the hips = 0;"
                                        + " null where nobody was found",
                                Row::pose)
                        .in("m"),
                optional(
                        "landmarks_filtered",
                        ColumnType.LANDMARKS,
                        "the landmarks with x, y and z filtered over time by the filter that the file's metadata names under "
                                + FILTER_KEY
                                + ", each unbroken run of frames that show the person by itself; visibility and presence are"
                                + " not filtered; null where nobody was found",
                        Row::filtered),
                optional(
                                "world_landmarks_filtered",
                                ColumnType.WORLD_LANDMARKS,
                                "the world landmarks, filtered in the same way; null where nobody was found",
                                Row::filtered)
                        .in("m"));
    }

    /** A JSON object with the filter's name and, in seconds of life, its sigma. */
    private static String filter(Gauss filter) {
        return new ObjectMapper()
                .createObjectNode()
                .put("name", Gauss.NAME)
                .put("sigma_s", filter.sigma())
                .toString();
    }

    /** @param out is left open by {@link #close()}, which writes the table's end into it */
    public MetricsTable(FSDataOutputStream out, VideoRef video, TimeBase timeBase, Measures measures)
            throws IOException {
        this.video = video;
        this.timeBase = timeBase;
        this.table = of(measures);
        this.writer = ParquetFile.writer(out, table, Map.of(FILTER_KEY, filter(measures.filter())));
    }

    /** Adds one frame: a row without a person where nobody is seen, and a row for each person. */
    public void add(FrameMetrics frame) throws IOException {
        if (frame.seen().isEmpty()) {
            writer.write(table.record(new Row(video, timeBase, frame, null)));
        }
        for (PersonMetrics person : frame.people()) {
            writer.write(table.record(new Row(video, timeBase, frame, person)));
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
