package dev.muybridge.job.table;

import dev.muybridge.job.model.Hashes;
import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.storage.FlinkOutputStore;
import dev.muybridge.job.storage.Interrupts;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.OutputStore;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.motion.Measures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings tables that older versions wrote to today's columns, so that a folder of tables never has two schemas, even if the
 * videos behind them are not processed again. Renamed columns keep their values; a column that the older version did not have
 * is null, and a key is empty. Tables with columns that this version does not know, and those that cannot be read, stay as they
 * are. A file notes which columns all tables have, so that the tables are checked only once.
 */
public final class OlderTables {
    private static final Logger LOG = LoggerFactory.getLogger(OlderTables.class);

    /** What a column of today was called before. */
    private static final Map<String, String> RENAMED = Map.of(
            "shoulder_width_world_m", "shoulder_width_m",
            "hip_width_world_m", "hip_width_m");

    /** A column of older versions that has no successor. */
    private static final String DROPPED = "options_hash";

    /** The name of the file that notes which columns all tables have. */
    static final String NOTE = "columns";

    private static final double MICROS_PER_SECOND = 1e6;

    private final OutputLayout layout;
    private final OutputStore store;
    private final Table<MetricsTable.Row> metrics;

    /** Whether a table could not be read this time, so that they have to be looked at again. */
    private boolean unread;

    private boolean forgotten;

    public OlderTables(OutputLayout layout, Measures measures) {
        this.layout = layout;
        this.store = new FlinkOutputStore(layout);
        this.metrics = MetricsTable.of(measures);
    }

    /** Rewrites the files that have other columns, each completely or not at all; returns how many there were. */
    public int renew() throws IOException {
        Path note = layout.path(DoneIndex.FOLDER + "/" + NOTE);
        byte[] columns = Hashes.shortSha256(metrics.schema() + "\n" + VideosTable.TABLE.schema())
                .getBytes(StandardCharsets.UTF_8);
        if (StagingStore.read(note)
                .filter(known -> Arrays.equals(known, columns))
                .isPresent()) {
            return 0;
        }
        int renewed = renewFolder("metrics", metrics.schema(), metrics)
                + renewFolder("videos", VideosTable.TABLE.schema(), VideosTable.TABLE);
        Interrupts.check();
        if (!unread) {
            store.keep("metrics");
            store.keep("videos");
            StagingStore.write(note, columns);
        }
        return renewed;
    }

    private int renewFolder(String folder, Schema schema, Table<?> table) throws IOException {
        int renewed = 0;
        for (String name : store.list(folder)) {
            Interrupts.check();
            if (name.endsWith(".parquet") && !name.startsWith(".") && renewFile(folder + "/" + name, schema, table)) {
                renewed++;
            }
        }
        return renewed;
    }

    private boolean renewFile(String file, Schema schema, Table<?> table) throws IOException {
        PendingFile pending;
        try (ParquetReader<GenericRecord> reader = ParquetFile.reader(layout.path(file))) {
            GenericRecord first = reader.read();
            if (first == null || !isOlder(first.getSchema(), schema)) {
                return false;
            }
            Map<String, String> filter = filter(file);
            pending = store.prepare(file, out -> {
                try (ParquetWriter<GenericRecord> writer = ParquetFile.writer(out, table, filter)) {
                    for (GenericRecord row = first; row != null; row = next(reader)) {
                        writer.write(renewed(row, schema));
                    }
                }
            });
        } catch (OutputException e) {
            throw e;
        } catch (IOException | UncheckedIOException e) {
            unread = true;
            LOG.warn("{} is left as it is: {}", layout.path(file), e.getMessage());
            return false;
        } catch (RuntimeException e) { // how Parquet says that a file is damaged
            LOG.warn("{} is left as it is: {}", layout.path(file), e.getMessage());
            return false;
        }
        forgetIndex();
        store.commit(pending);
        return true;
    }

    /** It knows the sizes of tables. */
    private void forgetIndex() throws IOException {
        if (!forgotten) {
            DoneIndex.forget(store);
            forgotten = true;
        }
    }

    /** What the file says about its landmarks' filter; nothing if it is older than that. */
    private Map<String, String> filter(String file) throws IOException {
        String filter = ParquetFile.metadata(layout.path(file)).get(MetricsTable.FILTER_KEY);
        return filter == null ? Map.of() : Map.of(MetricsTable.FILTER_KEY, filter);
    }

    /** The next row; an error of reading is told apart from one of writing by its type. */
    private static @Nullable GenericRecord next(ParquetReader<GenericRecord> reader) {
        try {
            return reader.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether all that it has is known today, and something of today is missing. */
    private static boolean isOlder(Schema found, Schema today) {
        Set<String> known = new HashSet<>(RENAMED.values());
        known.add(DROPPED);
        today.getFields().forEach(field -> known.add(field.name()));
        boolean foreign = found.getFields().stream().anyMatch(field -> !known.contains(field.name()))
                || today.getFields().stream()
                        .anyMatch(field -> isRequired(field)
                                && field.schema().getType() != Schema.Type.STRING
                                && !field.name().equals("time_s")
                                && found.getField(field.name()) == null);
        return !foreign && today.getFields().stream().anyMatch(field -> found.getField(field.name()) == null);
    }

    private static boolean isRequired(Schema.Field field) {
        return field.schema().getType() != Schema.Type.UNION;
    }

    private static GenericRecord renewed(GenericRecord old, Schema schema) {
        GenericRecord row = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            Object value = value(old, field.name());
            row.put(field.name(), value == null && isRequired(field) ? "" : value);
        }
        return row;
    }

    private static @Nullable Object value(GenericRecord old, String name) {
        if (name.equals("time_s") && !old.hasField(name)) {
            return (Long) old.get("pts_us") / MICROS_PER_SECOND;
        }
        String before = old.hasField(name) ? name : RENAMED.getOrDefault(name, name);
        return old.hasField(before) ? old.get(before) : null;
    }
}
