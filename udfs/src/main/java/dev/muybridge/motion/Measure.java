package dev.muybridge.motion;

import java.io.Serializable;
import java.util.List;

/**
 * A metric: a pure function from one person's track to numbers. A long track is measured in {@link Sights.Part parts}, so a number
 * depends on less than {@value Sights#FRAMES_AROUND} frames to either side, the filter's reach included. To add one, implement this and
 * name it in {@link Measures#STANDARD}; its columns are then in the table, in the documentation and available to the panel.
 *
 * <p>Implementations add in one fixed order and use {@link StrictMath}, so that equal tracks give equal bits everywhere. They
 * are records, or otherwise compare by value.
 */
public interface Measure extends Serializable {
    /** Its name in the keys that tell which results are still valid. */
    String name();

    /** To be raised by any change that makes the same track give other values. */
    int version();

    /** What it measures, in the order of the columns in the table. */
    List<Column> columns();

    /**
     * Measures a track.
     *
     * @param track filtered: only visibility and presence are the model's own
     * @return one array for each column, each with one value for each frame of the track; NaN where there is no value
     */
    double[][] measure(PoseTrack track, Scene scene);
}
