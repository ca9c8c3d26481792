package dev.muybridge.motion;

import dev.muybridge.pose.Pose;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One person's row in one frame.
 *
 * @param id the person's number in the video, 0 = main subject
 * @param pose the landmarks; null where the person was not seen, between frames that show them
 * @param values by column name; a column without a value is absent
 */
public record PersonMetrics(int id, @Nullable Pose pose, Map<String, Double> values) {
    public PersonMetrics {
        values = Map.copyOf(values);
    }

    /** The value of that column, NaN where there is none. */
    public double value(Column column) {
        return values.getOrDefault(column.name(), Double.NaN);
    }
}
