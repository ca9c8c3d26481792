package dev.muybridge.inference.mediapipe;

import dev.muybridge.inference.PoseNetworks;
import dev.muybridge.inference.PoseTensors;
import dev.muybridge.inference.TensorModel;
import dev.muybridge.inference.Tensors;
import dev.muybridge.media.RgbImage;
import java.nio.ByteBuffer;

/** The points of the only person in a picture, computed with the two models as plainly as can be. */
final class OnePerson {
    /** A square in a picture, pixels; the angle is clockwise. */
    record Square(double x, double y, double side, double radians) {
        static Square around(RgbImage image) {
            return new Square(image.width() / 2.0, image.height() / 2.0, Math.max(image.width(), image.height()), 0);
        }

        /** Where a point of the square is in the picture; both coordinates of the square go from 0 to 1. */
        double[] inPicture(double u, double v) {
            double right = (u - 0.5) * side;
            double down = (v - 0.5) * side;
            return new double[] {
                x + right * Math.cos(radians) - down * Math.sin(radians),
                y + right * Math.sin(radians) + down * Math.cos(radians)
            };
        }
    }

    private OnePerson() {}

    /** The body's 33 points and the 6 others: x and y in pixels of the picture. */
    static double[][] find(PoseNetworks networks, RgbImage image) {
        Square person;
        try (TensorModel detector = networks.detector()) {
            Square whole = Square.around(image);
            person = person(detector.run(cut(image, whole, detector.side(), false)), whole);
        }
        try (TensorModel landmarks = networks.landmarks()) {
            return points(landmarks.run(cut(image, person, landmarks.side(), true)), person);
        }
    }

    /** From the middle of the hips to a circle around the body, as the mean of all anchors that see somebody. */
    private static Square person(Tensors found, Square whole) {
        float[] scores = found.get(PoseTensors.SCORES);
        float[] boxes = found.get(PoseTensors.BOXES);
        double[] sums = new double[4];
        double weights = 0;
        for (int i = 0; i < scores.length; i++) {
            double score = 1 / (1 + Math.exp(-scores[i]));
            if (score >= 0.5) {
                weights += score;
                for (int k = 0; k < sums.length; k++) {
                    float offset = boxes[i * PoseTensors.BOX_NUMBERS + 4 + k];
                    sums[k] += score * (anchor(i)[k % 2] + offset / PoseTensors.DETECTOR_SIDE);
                }
            }
        }
        double[] hips = whole.inPicture(sums[0] / weights, sums[1] / weights);
        double[] head = whole.inPicture(sums[2] / weights, sums[3] / weights);
        double dx = head[0] - hips[0];
        double dy = head[1] - hips[1];
        return new Square(hips[0], hips[1], 2.5 * Math.hypot(dx, dy), Math.PI / 2 - Math.atan2(-dy, dx));
    }

    /** The middle of the cell, 0 to 1: two grids of two anchors a cell, then one of six. */
    private static double[] anchor(int index) {
        int at = index;
        for (int[] grid : new int[][] {{28, 2}, {14, 2}, {7, 6}}) {
            int count = grid[0] * grid[0] * grid[1];
            if (at < count) {
                int cell = at / grid[1];
                int column = cell % grid[0];
                int row = cell / grid[0];
                return new double[] {(column + 0.5) / grid[0], (row + 0.5) / grid[0]};
            }
            at -= count;
        }
        throw new IllegalArgumentException("there is no anchor " + index);
    }

    private static double[][] points(Tensors found, Square person) {
        float[] landmarks = found.get(PoseTensors.LANDMARKS);
        double[][] points = new double[PoseTensors.POINTS][];
        for (int i = 0; i < points.length; i++) {
            double x = landmarks[i * PoseTensors.POINT_NUMBERS] / PoseTensors.LANDMARKS_SIDE;
            double y = landmarks[i * PoseTensors.POINT_NUMBERS + 1] / PoseTensors.LANDMARKS_SIDE;
            double[] fine = refined(found.get(PoseTensors.HEAT_MAP), i, x, y);
            points[i] = person.inPicture(fine[0], fine[1]);
        }
        return points;
    }

    /** The centre of the heat in the 7x7 cells around the point, if one of them is hot. */
    private static double[] refined(float[] heat, int point, double x, double y) {
        int side = PoseTensors.HEAT_MAP_SIDE;
        int column = (int) (x * side);
        int row = (int) (y * side);
        double[] sums = new double[3];
        double hottest = 0;
        for (int r = Math.max(0, row - 3); r < Math.min(side, row + 4); r++) {
            for (int c = Math.max(0, column - 3); c < Math.min(side, column + 4); c++) {
                double value = 1 / (1 + Math.exp(-heat[(r * side + c) * PoseTensors.POINTS + point]));
                hottest = Math.max(hottest, value);
                sums[0] += value;
                sums[1] += value * c;
                sums[2] += value * r;
            }
        }
        return hottest < 0.5 ? new double[] {x, y} : new double[] {sums[1] / sums[0] / side, sums[2] / sums[0] / side};
    }

    /** The square as a picture, linearly interpolated; beyond the border is its edge, or black. */
    static ByteBuffer cut(RgbImage image, Square square, int side, boolean edge) {
        ByteBuffer rgb = ByteBuffer.allocateDirect(side * side * 3);
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double[] at = square.inPicture((double) column / side, (double) row / side);
                for (double channel : sample(image, at, edge)) {
                    rgb.put((byte) Math.round(channel));
                }
            }
        }
        return rgb.flip();
    }

    private static double[] sample(RgbImage image, double[] at, boolean edge) {
        int left = (int) Math.floor(at[0]);
        int top = (int) Math.floor(at[1]);
        double[] sums = new double[3];
        for (int i = 0; i < 4; i++) {
            int x = left + i % 2;
            int y = top + i / 2;
            double weight = (1 - Math.abs(at[0] - x)) * (1 - Math.abs(at[1] - y));
            for (int channel = 0; channel < 3; channel++) {
                sums[channel] += weight * byteAt(image, place(image, x, y, edge) + channel);
            }
        }
        return sums;
    }

    private static int byteAt(RgbImage image, int index) {
        return index < 0 ? 0 : image.pixels().get(index) & 0xff;
    }

    /** Of the pixel's first byte; beyond the border that of the nearest pixel, or one below zero. */
    private static int place(RgbImage image, int x, int y, boolean edge) {
        int column = Math.max(0, Math.min(image.width() - 1, x));
        int row = Math.max(0, Math.min(image.height() - 1, y));
        boolean inside = column == x && row == y;
        return inside || edge ? (row * image.width() + column) * 3 : -3;
    }
}
