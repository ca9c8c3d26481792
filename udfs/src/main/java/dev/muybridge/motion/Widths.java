package dev.muybridge.motion;

import dev.muybridge.motion.PoseTrack.Coordinate;
import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import java.util.List;

/** Distances between the left and the right landmark of the shoulders and of the hips, in the picture and in space. */
public record Widths() implements Measure {
    /** Between the shoulders in the picture. */
    public static final Column SHOULDERS_PX = new Column(
            "shoulder_width_px", "px", "distance between the filtered shoulder landmarks in the upright picture");

    /** Between the hips in the picture. */
    public static final Column HIPS_PX =
            new Column("hip_width_px", "px", "distance between the filtered hip landmarks in the upright picture");

    /** Between the shoulders in space. */
    public static final Column SHOULDERS_WORLD_M = new Column(
            "shoulder_width_world_m",
            "m",
            "distance between the filtered shoulder world landmarks, as the model estimates them: not a measurement of the body");

    /** Between the hips in space. */
    public static final Column HIPS_WORLD_M = new Column(
            "hip_width_world_m",
            "m",
            "distance between the filtered hip world landmarks, as the model estimates them: not a measurement of the body");

    @Override
    public String name() {
        return "widths";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public List<Column> columns() {
        return List.of(SHOULDERS_PX, HIPS_PX, SHOULDERS_WORLD_M, HIPS_WORLD_M);
    }

    @Override
    public double[][] measure(PoseTrack track, Scene scene) {
        return new double[][] {
            inPicture(track, BodyPoint.LEFT_SHOULDER, BodyPoint.RIGHT_SHOULDER, scene.size()),
            inPicture(track, BodyPoint.LEFT_HIP, BodyPoint.RIGHT_HIP, scene.size()),
            inSpace(track, BodyPoint.LEFT_SHOULDER, BodyPoint.RIGHT_SHOULDER),
            inSpace(track, BodyPoint.LEFT_HIP, BodyPoint.RIGHT_HIP)
        };
    }

    /** Between two landmarks of one pose, in pixels of an upright picture of that size. */
    static double inPicture(Landmark a, Landmark b, PictureSize size) {
        return StrictMath.hypot(((double) a.x() - b.x()) * size.width(), ((double) a.y() - b.y()) * size.height());
    }

    private static double[] inPicture(PoseTrack track, BodyPoint left, BodyPoint right, PictureSize size) {
        double[] across = apart(track, left, right, Coordinate.X);
        double[] down = apart(track, left, right, Coordinate.Y);
        for (int i = 0; i < across.length; i++) {
            across[i] =
                    track.seen(i) ? StrictMath.hypot(across[i] * size.width(), down[i] * size.height()) : Double.NaN;
        }
        return across;
    }

    private static double[] inSpace(PoseTrack track, BodyPoint left, BodyPoint right) {
        double[] x = apart(track, left, right, Coordinate.WORLD_X);
        double[] y = apart(track, left, right, Coordinate.WORLD_Y);
        double[] z = apart(track, left, right, Coordinate.WORLD_Z);
        for (int i = 0; i < x.length; i++) {
            x[i] = StrictMath.sqrt(x[i] * x[i] + y[i] * y[i] + z[i] * z[i]);
        }
        return x;
    }

    private static double[] apart(PoseTrack track, BodyPoint left, BodyPoint right, Coordinate coordinate) {
        double[] from = track.column(left, coordinate);
        double[] to = track.column(right, coordinate);
        for (int i = 0; i < from.length; i++) {
            from[i] -= to[i];
        }
        return from;
    }
}
