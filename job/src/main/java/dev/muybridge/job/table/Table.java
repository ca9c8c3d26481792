package dev.muybridge.job.table;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * A table's columns, in order, and everything that follows from them.
 *
 * @param name of the table
 * @param columns each name once
 * @param schema made from the columns
 * @param <R> what a row is made from
 */
record Table<R>(String name, List<TableColumn<R>> columns, Schema schema) {
    /** The key in a file's metadata that holds {@link #metadata}. */
    static final String METADATA_KEY = "muybridge.columns";

    Table(String name, List<TableColumn<R>> columns) {
        this(name, List.copyOf(columns), schema(name, columns));
    }

    private static <R> Schema schema(String name, List<TableColumn<R>> columns) {
        return Schema.createRecord(
                name,
                null,
                "muybridge",
                false,
                columns.stream().map(Table::field).toList());
    }

    private static Schema.Field field(TableColumn<?> column) {
        Schema type = column.type().schema();
        Schema.Field field = column.required()
                ? new Schema.Field(column.name(), type, column.meaning())
                : new Schema.Field(
                        column.name(),
                        Schema.createUnion(Schema.create(Schema.Type.NULL), type),
                        column.meaning(),
                        JsonProperties.NULL_VALUE);
        if (!column.unit().isEmpty()) {
            field.addProp("unit", column.unit());
        }
        return field;
    }

    /** The row of {@code source} as it is written. */
    GenericRecord record(R source) {
        GenericRecord row = new GenericData.Record(schema);
        for (TableColumn<R> column : columns) {
            @Nullable Object value = column.value().of(source);
            if (value != null) {
                row.put(column.name(), column.type().toAvro(value));
            }
        }
        return row;
    }

    /** A JSON object from each column's name to its unit, where it has one, and its meaning. */
    String metadata() {
        ObjectNode all = new ObjectMapper().createObjectNode();
        for (TableColumn<R> column : columns) {
            ObjectNode about = all.putObject(column.name());
            if (!column.unit().isEmpty()) {
                about.put("unit", column.unit());
            }
            about.put("meaning", column.meaning());
        }
        return all.toString();
    }
}
