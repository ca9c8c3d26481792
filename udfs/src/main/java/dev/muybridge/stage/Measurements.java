package dev.muybridge.stage;

import java.util.List;

/**
 * A track that was measured.
 *
 * @param columns names of what was measured, in order
 * @param values for each column one value for each frame of the track; NaN where there is none
 * @param workMillis what the worker spent on it, the only part that differs when the same order is given twice
 */
public record Measurements(List<String> columns, List<double[]> values, long workMillis) {
    public Measurements {
        columns = List.copyOf(columns);
        values = List.copyOf(values);
    }
}
