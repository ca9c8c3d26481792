package dev.muybridge.job.table;

import dev.muybridge.job.model.VideoRef;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.PersonMetrics;
import dev.muybridge.motion.Velocity;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.WorldLandmark;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.parquet.hadoop.ParquetWriter;
import org.jspecify.annotations.Nullable;

/** Writes one video's part of the table {@code metrics}. */
public final class MetricsTable implements Closeable {
    private static final Schema LANDMARKS = listOf("landmarks");
    private static final Schema WORLD_LANDMARKS = listOf("world_landmarks");

    private final VideoRef video;
    private final TimeBase timeBase;
    private final ParquetWriter<GenericRecord> writer;

    /** @param out is left open by {@link #close()}, which writes the table's end into it */
    public MetricsTable(FSDataOutputStream out, VideoRef video, TimeBase timeBase) throws IOException {
        this.video = video;
        this.timeBase = timeBase;
        this.writer = ParquetFile.writer(out, Columns.METRICS);
    }

    /** Adds one frame: a row for each person, or one that says that nobody was found or the frame cannot be decoded. */
    public void add(FrameMetrics frame) throws IOException {
        if (frame.people().isEmpty()) {
            writer.write(row(frame, frame.readable() ? "none" : "unreadable"));
        }
        for (PersonMetrics person : frame.people()) {
            writer.write(personRow(frame, person));
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private GenericRecord row(FrameMetrics frame, String quality) {
        GenericRecord row = new GenericData.Record(Columns.METRICS);
        row.put("video_id", video.videoId());
        row.put("video", video.video());
        row.put("frame", frame.frame());
        row.put("pts_us", timeBase.toMicros(frame.pts()));
        row.put("quality", quality);
        return row;
    }

    private GenericRecord personRow(FrameMetrics frame, PersonMetrics metrics) {
        GenericRecord row = row(frame, "measured");
        row.put("person", metrics.id());
        row.put("shoulder_width_px", metrics.widths().shoulderPx());
        row.put("hip_width_px", metrics.widths().hipPx());
        row.put("shoulder_width_m", metrics.widths().shoulderM());
        row.put("hip_width_m", metrics.widths().hipM());
        putVelocity(row, metrics.velocity());
        putPose(row, metrics.pose());
        return row;
    }

    private static void putVelocity(GenericRecord row, @Nullable Velocity velocity) {
        if (velocity != null) {
            row.put("velocity_x_px_s", velocity.x());
            row.put("velocity_y_px_s", velocity.y());
            row.put("speed_px_s", velocity.speed());
        }
    }

    private static void putPose(GenericRecord row, Pose pose) {
        List<GenericRecord> landmarks = new ArrayList<>(Pose.SIZE);
        for (Landmark point : pose.landmarks()) {
            GenericRecord landmark = new GenericData.Record(LANDMARKS);
            landmark.put("x", point.x());
            landmark.put("y", point.y());
            landmark.put("z", point.z());
            landmark.put("visibility", point.visibility());
            landmark.put("presence", point.presence());
            landmarks.add(landmark);
        }
        List<GenericRecord> worldLandmarks = new ArrayList<>(Pose.SIZE);
        for (WorldLandmark point : pose.worldLandmarks()) {
            GenericRecord landmark = new GenericData.Record(WORLD_LANDMARKS);
            landmark.put("x", point.x());
            landmark.put("y", point.y());
            landmark.put("z", point.z());
            worldLandmarks.add(landmark);
        }
        row.put("landmarks", landmarks);
        row.put("world_landmarks", worldLandmarks);
    }

    private static Schema listOf(String column) {
        Schema union = Columns.METRICS.getField(column).schema();
        return union.getTypes().get(1).getElementType();
    }
}
