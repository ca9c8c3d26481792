package dev.muybridge.job.table;

import dev.muybridge.motion.Column;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table: the one place that says what it is called, what it means and how to get it from what a row is made from.
 * The file's schema, its metadata and the page of columns in the documentation follow from it.
 *
 * @param name lower case, words joined by underscores
 * @param type of its values
 * @param required whether no value is null
 * @param unit symbol of the unit, empty for none
 * @param meaning one sentence without a full stop
 * @param value gets the value
 * @param <R> what a row is made from
 */
record TableColumn<R>(String name, ColumnType type, boolean required, String unit, String meaning, Value<R> value) {
    /** Gets a column's value. */
    @FunctionalInterface
    interface Value<R> {
        @Nullable
        Object of(R row);
    }

    static <R> TableColumn<R> required(String name, ColumnType type, String meaning, Value<R> value) {
        return new TableColumn<>(name, type, true, "", meaning, value);
    }

    static <R> TableColumn<R> optional(String name, ColumnType type, String meaning, Value<R> value) {
        return new TableColumn<>(name, type, false, "", meaning, value);
    }

    /** A number that may be missing, as {@code column} describes it. */
    static <R> TableColumn<R> measured(Column column, Value<R> value) {
        return new TableColumn<>(column.name(), ColumnType.DOUBLE, false, column.unit(), column.meaning(), value);
    }

    /** The same in that unit. */
    TableColumn<R> in(String symbol) {
        return new TableColumn<>(name, type, required, symbol, meaning, value);
    }
}
