package dev.muybridge.job.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.Location;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.media.Clip;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.Gauss;
import dev.muybridge.motion.Measures;
import dev.muybridge.motion.PersonMetrics;
import dev.muybridge.motion.Widths;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import dev.muybridge.pose.TimeBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.parquet.hadoop.ParquetReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Raw and filtered landmarks beside each other, and what the file says about the filter. */
final class MetricsTableTest {
    private static final VideoRef VIDEO =
            new VideoRef("0123456789abcdef", "a.mp4", "a.mp4", "file:/in/a.mp4", 1, "1-1", Clip.WHOLE);
    private static final Pose RAW = Poses.standing(0.5, 0.5, 0.5);
    private static final Pose FILTERED = Poses.standing(0.25, 0.5, 0.5);
    private static final Measures FEWER = new Measures(new Gauss(0.05), List.of(new Widths()));
    private static final String FIFTY = "{\"name\":\"gauss\",\"sigma_s\":0.05}";

    @TempDir
    Path folder;

    private OutputLayout layout;
    private org.apache.flink.core.fs.Path file;

    @BeforeEach
    void write() throws IOException {
        layout = new OutputLayout(Location.of(folder).uri(), new Keys("p", "r", "a"));
        file = layout.path(OutputLayout.metrics(VIDEO));
        try (FSDataOutputStream out = file.getFileSystem().create(file, FileSystem.WriteMode.OVERWRITE);
                MetricsTable table = new MetricsTable(out, VIDEO, new TimeBase(1, 30), FEWER)) {
            table.add(new FrameMetrics(0, 0, true, List.of(new PersonMetrics(0, RAW, FILTERED, Map.of()))));
            table.add(new FrameMetrics(1, 1, true, List.of(PersonMetrics.unseen(0))));
        }
    }

    @Test
    void row_hasRawAndFilteredLandmarks_inTheSameForm() throws IOException {
        try (ParquetReader<GenericRecord> reader = ParquetFile.reader(file)) {
            GenericRecord row = reader.read();
            assertThat(x(row, "landmarks", 0)).isEqualTo(RAW.landmarks().get(0).x());
            assertThat(x(row, "landmarks_filtered", 0))
                    .isEqualTo(FILTERED.landmarks().get(0).x());
            assertThat(x(row, "world_landmarks", 11))
                    .isEqualTo(RAW.worldLandmarks().get(11).x());
            assertThat(x(row, "world_landmarks_filtered", 11))
                    .isEqualTo(FILTERED.worldLandmarks().get(11).x());
            assertThat(row.getSchema().getField("landmarks_filtered").schema())
                    .isEqualTo(row.getSchema().getField("landmarks").schema());

            GenericRecord unseen = reader.read();
            assertThat(unseen.get("landmarks")).isNull();
            assertThat(unseen.get("landmarks_filtered")).isNull();
            assertThat(unseen.get("world_landmarks_filtered")).isNull();
        }
    }

    @Test
    void file_saysWhichFilter_alsoWhenALaterVersionAddsColumns() throws IOException {
        assertThat(ParquetFile.metadata(file)).containsEntry(MetricsTable.FILTER_KEY, FIFTY);

        assertThat(new OlderTables(layout, Measures.STANDARD).renew()).isEqualTo(1);

        assertThat(ParquetFile.metadata(file)).containsEntry(MetricsTable.FILTER_KEY, FIFTY);
        try (ParquetReader<GenericRecord> reader = ParquetFile.reader(file)) {
            GenericRecord row = reader.read();
            assertThat(row.hasField("speed_px_s")).isTrue();
            assertThat(x(row, "landmarks_filtered", 0))
                    .isEqualTo(FILTERED.landmarks().get(0).x());
        }
    }

    private static float x(GenericRecord row, String column, int point) {
        GenericRecord place = (GenericRecord) ((List<?>) Objects.requireNonNull(row.get(column))).get(point);
        return (Float) place.get("x");
    }
}
