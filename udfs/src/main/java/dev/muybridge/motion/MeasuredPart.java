package dev.muybridge.motion;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The measurements of a part of one person's track.
 *
 * @param part which frames of which person
 * @param columns the values' columns
 * @param values for each column one value for each frame; NaN where there is none
 */
public record MeasuredPart(Sights.Part part, List<String> columns, List<double[]> values) {
    public MeasuredPart {
        columns = List.copyOf(columns);
        values = List.copyOf(values);
        if (columns.size() != values.size()) {
            throw new IllegalArgumentException(
                    columns.size() + " columns cannot have " + values.size() + " arrays of values");
        }
    }

    /** The values in that frame of the video, by column; those that exist. */
    public Map<String, Double> at(long frame) {
        int place = Math.toIntExact(frame - part.firstFrame());
        Map<String, Double> found = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            double value = values.get(i)[place];
            if (!Double.isNaN(value)) {
                found.put(columns.get(i), value);
            }
        }
        return found;
    }
}
