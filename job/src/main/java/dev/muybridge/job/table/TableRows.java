package dev.muybridge.job.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.hadoop.ParquetReader;

/** The rows of either table as text, so that two files can be compared. */
public final class TableRows {
    private TableRows() {}

    /**
     * The rows of the file at {@code path} in their order, each with its columns and their values; numbers that differ in their
     * last bit have other texts.
     *
     * @param without columns that are left out
     * @throws IOException when the file is not there or is damaged
     */
    public static List<String> read(Path path, Set<String> without) throws IOException {
        List<String> rows = new ArrayList<>();
        try (ParquetReader<GenericRecord> reader = ParquetFile.reader(path)) {
            for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
                rows.add(text(row, without));
            }
        } catch (RuntimeException e) {
            throw new IOException("the table " + path.getPath() + " is damaged: " + e.getMessage(), e);
        }
        return rows;
    }

    private static String text(GenericRecord row, Set<String> without) {
        return row.getSchema().getFields().stream()
                .map(Schema.Field::name)
                .filter(name -> !without.contains(name))
                .map(name -> name + "=" + row.get(name))
                .collect(Collectors.joining(" "));
    }
}
