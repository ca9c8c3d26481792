package dev.muybridge.job.table;

import java.io.IOException;
import java.util.Optional;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.jspecify.annotations.Nullable;

/** Writes and reads rows of the table {@code videos}, a file each. */
public final class VideosTable {
    private VideosTable() {}

    /** Writes a file with that one row into {@code out}, which stays open. */
    public static void write(FSDataOutputStream out, VideoRow row) throws IOException {
        try (ParquetWriter<GenericRecord> writer = ParquetFile.writer(out, Columns.VIDEOS)) {
            writer.write(toRecord(row));
        }
    }

    /** The row of the file at {@code path}, empty where there is no such file. */
    public static Optional<VideoRow> read(Path path) throws IOException {
        if (!path.getFileSystem().exists(path)) {
            return Optional.empty();
        }
        try (ParquetReader<GenericRecord> reader = ParquetFile.reader(path)) {
            GenericRecord row = reader.read();
            return row == null ? Optional.empty() : Optional.of(fromRecord(row));
        } catch (RuntimeException e) {
            throw new IOException("the row " + path.getPath() + " is damaged: " + e.getMessage(), e);
        }
    }

    private static GenericRecord toRecord(VideoRow row) {
        GenericRecord out = new GenericData.Record(Columns.VIDEOS);
        out.put("video_id", row.videoId());
        out.put("video", row.video());
        out.put("state", row.state());
        out.put("reason", row.reason());
        out.put("detail", row.detail());
        VideoRow.Content content = row.content();
        if (content != null) {
            out.put("frames", content.frames().all());
            out.put("frames_with_pose", content.frames().withPose());
            out.put("frames_unreadable", content.frames().unreadable());
            out.put("width", content.width());
            out.put("height", content.height());
            out.put("duration_us", content.durationMicros());
            out.put("offset_us", content.offsetMicros());
            out.put("codec", content.codec());
            out.put("rotation", content.rotation());
            out.put("segments", content.work().segments());
            out.put("segments_reused", content.work().reused());
            out.put("seconds_spent", content.work().seconds());
        }
        out.put("fingerprint", row.provenance().fingerprint());
        out.put("options_hash", row.provenance().optionsHash());
        out.put("options", row.provenance().options());
        out.put("versions", row.provenance().versions());
        return out;
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
                        text(row, "options_hash"),
                        text(row, "options"),
                        text(row, "versions")));
    }

    /** Rows of earlier versions lack some columns. */
    private static VideoRow.Content content(GenericRecord row) {
        return new VideoRow.Content(
                new VideoRow.Frames(
                        (Long) row.get("frames"), (Long) row.get("frames_with_pose"), number(row, "frames_unreadable")),
                new VideoRow.Work((int) number(row, "segments"), (int) number(row, "segments_reused"), (Double)
                        row.get("seconds_spent")),
                (Integer) row.get("width"),
                (Integer) row.get("height"),
                (Long) row.get("duration_us"),
                (Long) row.get("offset_us"),
                text(row, "codec"),
                (Integer) row.get("rotation"));
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
