package dev.muybridge.job.table;

import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.WorldLandmark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.hadoop.ParquetReader;

/** Reads one video's part of the table {@code metrics}. */
public final class TablePoses {
    private TablePoses() {}

    /** By frame and then by the person's number; a frame with nobody in it is present and empty. */
    public static SortedMap<Long, Map<Integer, Pose>> read(Path path) throws IOException {
        SortedMap<Long, Map<Integer, Pose>> frames = new TreeMap<>();
        try (ParquetReader<GenericRecord> reader = ParquetFile.reader(path)) {
            for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
                Map<Integer, Pose> people = frames.computeIfAbsent((Long) row.get("frame"), frame -> new TreeMap<>());
                if (row.get("landmarks") != null) {
                    people.put((Integer) row.get("person"), pose(row));
                }
            }
        }
        return frames;
    }

    private static Pose pose(GenericRecord row) {
        List<Landmark> landmarks = new ArrayList<>(Pose.SIZE);
        for (Object element : (List<?>) row.get("landmarks")) {
            GenericRecord point = (GenericRecord) element;
            landmarks.add(new Landmark(
                    number(point, "x"),
                    number(point, "y"),
                    number(point, "z"),
                    number(point, "visibility"),
                    number(point, "presence")));
        }
        List<WorldLandmark> worldLandmarks = new ArrayList<>(Pose.SIZE);
        for (Object element : (List<?>) row.get("world_landmarks")) {
            GenericRecord point = (GenericRecord) element;
            worldLandmarks.add(new WorldLandmark(number(point, "x"), number(point, "y"), number(point, "z")));
        }
        return new Pose(landmarks, worldLandmarks);
    }

    private static float number(GenericRecord point, String field) {
        return (Float) point.get(field);
    }
}
