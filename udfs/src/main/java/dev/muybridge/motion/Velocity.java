package dev.muybridge.motion;

import dev.muybridge.motion.PoseTrack.Coordinate;
import java.util.Arrays;
import java.util.List;

/** How fast the centre of the trunk moves in the picture, over the true time since the frame before. */
public record Velocity() implements Measure {
    /** To the right. */
    public static final Column X_PX_S = new Column(
            "velocity_x_px_s",
            "px/s",
            "velocity to the right of the mean of the two shoulder and two hip landmarks, filtered, over the true time since the frame before"
                    + " (real-life time with slow motion); null where that frame does not exist or does not show this"
                    + " person");

    /** Downwards. */
    public static final Column Y_PX_S = new Column("velocity_y_px_s", "px/s", "the same downwards");

    /** Without direction. */
    public static final Column SPEED_PX_S = new Column("speed_px_s", "px/s", "length of that velocity");

    @Override
    public String name() {
        return "velocity";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public List<Column> columns() {
        return List.of(X_PX_S, Y_PX_S, SPEED_PX_S);
    }

    @Override
    public double[][] measure(PoseTrack track, Scene scene) {
        double[] x = rate(track, centre(track, Coordinate.X, scene.size().width()), scene);
        double[] y = rate(track, centre(track, Coordinate.Y, scene.size().height()), scene);
        double[] speed = new double[x.length];
        for (int i = 0; i < speed.length; i++) {
            speed[i] = Double.isNaN(x[i]) ? Double.NaN : StrictMath.hypot(x[i], y[i]);
        }
        return new double[][] {x, y, speed};
    }

    /** Pixels; the same sum in the same order as {@link Centre#of}. */
    private static double[] centre(PoseTrack track, Coordinate coordinate, int pixels) {
        double[] sum = new double[track.frames()];
        Centre.TRUNK.forEach(point -> {
            double[] column = track.column(point, coordinate);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += column[i];
            }
        });
        for (int i = 0; i < sum.length; i++) {
            sum[i] = sum[i] / Centre.TRUNK.size() * pixels;
        }
        return sum;
    }

    private static double[] rate(PoseTrack track, double[] place, Scene scene) {
        double[] rate = new double[place.length];
        Arrays.fill(rate, Double.NaN);
        for (int i = 1; i < rate.length; i++) {
            if (track.seen(i) && track.seen(i - 1)) {
                rate[i] = (place[i] - place[i - 1]) / scene.seconds(track.pts(i - 1), track.pts(i));
            }
        }
        return rate;
    }
}
