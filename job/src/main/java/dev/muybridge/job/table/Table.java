package dev.muybridge.job.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** Collects a table's columns, in order, each with its meaning. */
final class Table {
    private final String name;
    private final List<Schema.Field> fields = new ArrayList<>();

    Table(String name) {
        this.name = name;
    }

    Table text(String column, String meaning) {
        return required(column, Schema.Type.STRING, meaning);
    }

    Table longs(String column, String meaning) {
        return required(column, Schema.Type.LONG, meaning);
    }

    Table nullableText(String column, String meaning) {
        return nullable(column, Schema.create(Schema.Type.STRING), meaning);
    }

    Table nullableInt(String column, String meaning) {
        return nullable(column, Schema.create(Schema.Type.INT), meaning);
    }

    Table nullableLong(String column, String meaning) {
        return nullable(column, Schema.create(Schema.Type.LONG), meaning);
    }

    Table nullableDouble(String column, String meaning) {
        return nullable(column, Schema.create(Schema.Type.DOUBLE), meaning);
    }

    Table nullableList(String column, Schema element, String meaning) {
        return nullable(column, Schema.createArray(element), meaning);
    }

    Schema schema() {
        return Schema.createRecord(name, null, "muybridge", false, fields);
    }

    private Table required(String column, Schema.Type type, String meaning) {
        fields.add(new Schema.Field(column, Schema.create(type), meaning));
        return this;
    }

    private Table nullable(String column, Schema type, String meaning) {
        Schema union = Schema.createUnion(Schema.create(Schema.Type.NULL), type);
        fields.add(new Schema.Field(column, union, meaning, JsonProperties.NULL_VALUE));
        return this;
    }
}
