package dev.muybridge.motion;

import dev.muybridge.pose.Pose;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One person's row in one frame.
 *
 * @param id the person's number in the video, 0 = main subject
 * @param pose the landmarks as the tracker gives them; null where the person was not seen, between frames that show them
 * @param filtered the same landmarks at filtered places; null where {@code pose} is
 * @param values by column name; a column without a value is absent
 */
public record PersonMetrics(
        int id, @Nullable Pose pose, @Nullable Pose filtered, Map<String, Double> values) {
    public PersonMetrics {
        if ((pose == null) != (filtered == null)) {
            throw new IllegalArgumentException(
                    "a pose and a filtered pose go together, was " + pose + " and " + filtered);
        }
        values = Map.copyOf(values);
    }

    /** The row of a known person who is not seen. */
    public static PersonMetrics unseen(int id) {
        return new PersonMetrics(id, null, null, Map.of());
    }

    /** The value of that column, NaN where there is none. */
    public double value(Column column) {
        return values.getOrDefault(column.name(), Double.NaN);
    }
}
