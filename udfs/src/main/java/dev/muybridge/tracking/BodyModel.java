package dev.muybridge.tracking;

import dev.muybridge.inference.PoseTensors;
import dev.muybridge.inference.TensorModel;
import dev.muybridge.inference.Tensors;
import dev.muybridge.media.Border;
import dev.muybridge.media.Square;
import dev.muybridge.media.SquareCutter;
import dev.muybridge.pose.Pose;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Finds the landmarks of the body in a region of a picture, as MediaPipe's pose_landmarks_detector graph does: the model's points, made
 * finer by its heat map. Remembers nothing. One thread at a time.
 */
final class BodyModel {
    /** The points of the body, then two that span its region. */
    private static final int USED = Pose.SIZE + 2;

    private static final int HIPS = Pose.SIZE;
    private static final int TOP = Pose.SIZE + 1;

    private static final int CELLS = PoseTensors.HEAT_MAP_SIDE;

    /** Cells around a point, to each side, whose mean is the finer point; MediaPipe's RefineLandmarksFromHeatmapCalculator. */
    private static final int AROUND = 3;

    /** Where no cell around is this hot, the point stays as it is. */
    private static final double HOT = 0.5;

    private final TensorModel model;
    private final ByteBuffer cut;
    private final Cover cover;

    BodyModel(TensorModel model) {
        this.model = model;
        this.cut = ByteBuffer.allocateDirect(model.side() * model.side() * 3);
        this.cover = new Cover(model.side());
    }

    /** The body in that region. */
    Body look(SquareCutter picture, Region region) {
        cut(picture, region);
        return body(region, model.run(cut));
    }

    /** The same, with other bodies painted over, but for what is in the way of the body's own trunk. */
    Body look(SquareCutter picture, Region region, List<Body> others) {
        if (others.isEmpty()) {
            return look(picture, region);
        }
        cut(picture, region);
        cover.paint(cut, region, others);
        return body(region, model.run(cut));
    }

    private void cut(SquareCutter picture, Region region) {
        Square square = new Square(region.x(), region.y(), region.side(), region.radians());
        picture.cut(square, Border.REPLICATE, model.side(), cut.clear());
    }

    private Body body(Region region, Tensors tensors) {
        float[] landmarks = tensors.get(PoseTensors.LANDMARKS);
        float[] world = tensors.get(PoseTensors.WORLD);
        float[] heat = tensors.get(PoseTensors.HEAT_MAP);
        double[] x = new double[USED];
        double[] y = new double[USED];
        float[] other = new float[Pose.SIZE * Body.Points.OTHER];
        for (int i = 0; i < USED; i++) {
            int at = i * PoseTensors.POINT_NUMBERS;
            double[] fine = refined(heat, i, landmarks[at] / model.side(), landmarks[at + 1] / model.side());
            x[i] = region.pictureX(fine[0], fine[1]);
            y[i] = region.pictureY(fine[0], fine[1]);
        }
        double cos = StrictMath.cos(region.radians());
        double sin = StrictMath.sin(region.radians());
        for (int i = 0; i < Pose.SIZE; i++) {
            int at = i * Body.Points.OTHER;
            other[at] = (float) (landmarks[i * PoseTensors.POINT_NUMBERS + 2] / model.side() * region.side());
            other[at + 1] = (float) sigmoid(landmarks[i * PoseTensors.POINT_NUMBERS + 3]);
            other[at + 2] = (float) sigmoid(landmarks[i * PoseTensors.POINT_NUMBERS + 4]);
            float right = world[i * PoseTensors.WORLD_NUMBERS];
            float down = world[i * PoseTensors.WORLD_NUMBERS + 1];
            other[at + 3] = (float) (cos * right - sin * down);
            other[at + 4] = (float) (sin * right + cos * down);
            other[at + 5] = world[i * PoseTensors.WORLD_NUMBERS + 2];
        }
        Region next = Region.around(x[HIPS], y[HIPS], x[TOP], y[TOP]);
        return new Body(region, tensors.get(PoseTensors.PRESENCE)[0], new Body.Points(x, y, other), next);
    }

    /** The mean of the cells around a point, each counted by its heat. */
    private static double[] refined(float[] heat, int point, double x, double y) {
        int column = (int) (x * CELLS);
        int row = (int) (y * CELLS);
        if (column < 0 || column >= CELLS || row < 0 || row >= CELLS) {
            return new double[] {x, y};
        }
        double hottest = 0;
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        for (int v = Math.max(0, row - AROUND); v < Math.min(CELLS, row + AROUND + 1); v++) {
            for (int u = Math.max(0, column - AROUND); u < Math.min(CELLS, column + AROUND + 1); u++) {
                double weight = sigmoid(heat[(v * CELLS + u) * PoseTensors.POINTS + point]);
                hottest = Math.max(hottest, weight);
                sum += weight;
                sumX += u * weight;
                sumY += v * weight;
            }
        }
        return hottest < HOT ? new double[] {x, y} : new double[] {sumX / sum / CELLS, sumY / sum / CELLS};
    }

    static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
