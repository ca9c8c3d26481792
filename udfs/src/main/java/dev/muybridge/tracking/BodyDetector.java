package dev.muybridge.tracking;

import dev.muybridge.inference.PoseTensors;
import dev.muybridge.inference.TensorModel;
import dev.muybridge.inference.Tensors;
import dev.muybridge.media.Border;
import dev.muybridge.media.Square;
import dev.muybridge.media.SquareCutter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds bodies in squares of a picture, as MediaPipe's pose_detector graph does: the model says for each anchor how likely there is a
 * body and where; those that overlap are one body, at the mean of them all by score. Remembers nothing. One thread at a time.
 */
final class BodyDetector {
    /** Anchors lie in the middle of cells: so many cells on a side, so many anchors in each; MediaPipe's SsdAnchorsCalculator. */
    private static final int[][] ANCHORS = {{28, 2}, {14, 2}, {7, 6}};

    /** Where the first of an anchor's points is among its numbers; the first two span the region. */
    private static final int HIP_X = 4;

    /** MediaPipe's defaults for a body's score and for the share that two boxes of one body have in common. */
    private static final double LEAST_SCORE = 0.5;

    private static final double COMMON = 0.5;

    /** Regions of two detections nearer than this, in sides of the larger, are of one body. */
    private static final double SAME = 0.12;

    private final TensorModel model;
    private final ByteBuffer cut;
    private final double[][] anchors;

    BodyDetector(TensorModel model) {
        this.model = model;
        this.cut = ByteBuffer.allocateDirect(model.side() * model.side() * 3);
        this.anchors = anchors();
    }

    private static double[][] anchors() {
        List<double[]> anchors = new ArrayList<>();
        for (int[] grid : ANCHORS) {
            for (int cell = 0; cell < grid[0] * grid[0]; cell++) {
                double x = (cell % grid[0] + 0.5) / grid[0];
                int row = cell / grid[0];
                double y = (row + 0.5) / grid[0];
                for (int i = 0; i < grid[1]; i++) {
                    anchors.add(new double[] {x, y});
                }
            }
        }
        return anchors.toArray(double[][]::new);
    }

    /** Everybody in these squares, the surest first; whoever is in several of them is found once. */
    List<Detection> look(SquareCutter picture, List<Square> squares) {
        List<Detection> found = new ArrayList<>();
        for (Square square : squares) {
            picture.cut(square, Border.BLACK, model.side(), cut.clear());
            found.addAll(detections(square, model.run(cut)));
        }
        found.sort(Comparator.comparingDouble(Detection::score).reversed());
        List<Detection> distinct = new ArrayList<>();
        for (Detection one : found) {
            if (distinct.stream().noneMatch(other -> isSame(one.region(), other.region()))) {
                distinct.add(one);
            }
        }
        return distinct;
    }

    private static boolean isSame(Region a, Region b) {
        return StrictMath.hypot(a.x() - b.x(), a.y() - b.y()) <= SAME * Math.max(a.side(), b.side());
    }

    /** One anchor's box, in sides of the square. */
    private record Box(double score, double[] numbers) {
        double common(Box other) {
            double width = side(0, other);
            double height = side(1, other);
            double both = width > 0 && height > 0 ? width * height : 0;
            return both / (area() + other.area() - both);
        }

        private double side(int axis, Box other) {
            return Math.min(end(axis), other.end(axis)) - Math.max(start(axis), other.start(axis));
        }

        private double start(int axis) {
            return numbers[axis] - numbers[axis + 2] / 2;
        }

        private double end(int axis) {
            return numbers[axis] + numbers[axis + 2] / 2;
        }

        private double area() {
            return numbers[2] * numbers[3];
        }
    }

    private List<Detection> detections(Square square, Tensors tensors) {
        float[] scores = tensors.get(PoseTensors.SCORES);
        float[] boxes = tensors.get(PoseTensors.BOXES);
        List<Box> likely = new ArrayList<>();
        for (int i = 0; i < anchors.length; i++) {
            double score = BodyModel.sigmoid(scores[i]);
            if (score >= LEAST_SCORE) {
                likely.add(new Box(score, numbers(boxes, i)));
            }
        }
        likely.sort(Comparator.comparingDouble(Box::score).reversed());
        List<Detection> detections = new ArrayList<>();
        while (!likely.isEmpty()) {
            Box best = likely.get(0);
            List<Box> same = likely.stream()
                    .filter(box -> box.equals(best) || best.common(box) > COMMON)
                    .toList();
            Region region = region(square, same);
            if (region.side() > 0) {
                detections.add(new Detection(best.score(), region));
            }
            likely.removeAll(same);
        }
        return detections;
    }

    private double[] numbers(float[] boxes, int anchor) {
        double[] numbers = new double[PoseTensors.BOX_NUMBERS];
        for (int i = 0; i < PoseTensors.BOX_NUMBERS; i++) {
            boolean size = i == 2 || i == 3;
            numbers[i] = boxes[anchor * PoseTensors.BOX_NUMBERS + i] / (double) model.side()
                    + (size ? 0 : anchors[anchor][i % 2]);
        }
        return numbers;
    }

    /** The mean of the boxes by score, as a region of the picture. */
    private static Region region(Square square, List<Box> boxes) {
        double sum = 0;
        double[] points = new double[4];
        for (Box box : boxes) {
            sum += box.score();
            for (int i = 0; i < points.length; i++) {
                points[i] += box.score() * box.numbers()[HIP_X + i];
            }
        }
        double left = square.x() - square.side() / 2;
        double top = square.y() - square.side() / 2;
        double side = square.side() / sum;
        return Region.around(
                left + points[0] * side, top + points[1] * side, left + points[2] * side, top + points[3] * side);
    }
}
