package dev.muybridge.motion;

import dev.muybridge.pose.Pose;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The measurements of a part of one person's track.
 *
 * @param part which frames of which person
 * @param columns the values' columns
 * @param values for each column one value for each frame of {@link Sights.Part#around}; NaN where there is none
 * @param filtered the filtered {@link Places} of the points; zeros where the person was not seen
 */
public record MeasuredPart(Sights.Part part, List<String> columns, List<double[]> values, FloatColumns filtered) {
    public MeasuredPart {
        columns = List.copyOf(columns);
        values = List.copyOf(values);
        if (columns.size() != values.size()) {
            throw new IllegalArgumentException(
                    columns.size() + " columns cannot have " + values.size() + " arrays of values");
        }
        if (filtered.frames() != part.around().frames() || filtered.columns() != Places.COUNT) {
            throw new IllegalArgumentException(
                    "filtered places of " + filtered.frames() + " frames with " + filtered.columns()
                            + " numbers do not fit " + part.around().frames() + " frames with " + Places.COUNT);
        }
    }

    /** The values in that frame of the video, by column; those that exist. */
    public Map<String, Double> at(long frame) {
        int place = place(frame);
        Map<String, Double> found = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            double value = values.get(i)[place];
            if (!Double.isNaN(value)) {
                found.put(columns.get(i), value);
            }
        }
        return found;
    }

    /** That pose, seen in that frame of the video, at its filtered places. */
    public Pose filtered(long frame, Pose pose) {
        return Places.with(pose, filtered.row(place(frame)));
    }

    private int place(long frame) {
        return Math.toIntExact(frame - part.around().first());
    }
}
