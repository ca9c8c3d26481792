package dev.muybridge.motion;

import dev.muybridge.pose.Person;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.TimeBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Made-up tracks and rows for tests. */
public final class Tracks {
    private Tracks() {}

    /** A track of person 0 that begins at frame 0, one frame a tick; null where the person is not seen. */
    public static PoseTrack of(List<@Nullable Pose> poses) {
        PoseTrack.Builder track = new PoseTrack.Builder(0, poses.size());
        for (int i = 0; i < poses.size(); i++) {
            track.add(frame(i, 0, poses.get(i)), 0);
        }
        return track.build();
    }

    /** A frame with that person alone, or with nobody. */
    public static PoseFrame frame(long pts, int person, @Nullable Pose pose) {
        return new PoseFrame(pts, pose == null ? List.of() : List.of(new Person(person, pose)));
    }

    /** What {@code measure} gives for a pose by itself. */
    static double[][] alone(Measure measure, Pose pose, PictureSize size) {
        return measure.measure(of(List.of(pose)), new Scene(size, new TimeBase(1, 10), 1));
    }

    /** The same row of somebody who moves so many pixels a second. */
    public static PersonMetrics moving(PersonMetrics still, double x, double y) {
        Map<String, Double> values = new HashMap<>(still.values());
        values.put(Velocity.X_PX_S.name(), x);
        values.put(Velocity.Y_PX_S.name(), y);
        values.put(Velocity.SPEED_PX_S.name(), Math.hypot(x, y));
        return new PersonMetrics(still.id(), still.pose(), still.filtered(), values);
    }

    /** A row of somebody who was not seen before. */
    public static PersonMetrics still(int id, Pose pose, PictureSize size) {
        Widths widths = new Widths();
        double[][] measured = alone(widths, pose, size);
        Map<String, Double> values = new HashMap<>();
        for (int i = 0; i < measured.length; i++) {
            values.put(widths.columns().get(i).name(), measured[i][0]);
        }
        return new PersonMetrics(id, pose, pose, values);
    }
}
