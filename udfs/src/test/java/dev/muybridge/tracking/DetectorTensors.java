package dev.muybridge.tracking;

import dev.muybridge.inference.PoseTensors;
import dev.muybridge.inference.Tensors;
import java.util.Arrays;
import java.util.Map;

/** What a made-up detector says: at first, that nobody is there. */
final class DetectorTensors {
    private static final float SURELY_NOT = -50;

    private final float[] scores = new float[PoseTensors.ANCHORS];
    private final float[] boxes = new float[PoseTensors.ANCHORS * PoseTensors.BOX_NUMBERS];

    DetectorTensors() {
        Arrays.fill(scores, SURELY_NOT);
    }

    /**
     * A body; positions are fractions of the picture's side.
     *
     * @param x middle of the hips and of the box
     * @param y the same
     * @param topX point on the circle around the body
     * @param topY the same
     * @param size of the box
     */
    record Box(double x, double y, double topX, double topY, double size) {}

    /**
     * Says that there is a body.
     *
     * @param anchor below 2254; where it lies is of no consequence
     * @param logit of the score
     */
    void body(int anchor, double logit, Box box) {
        scores[anchor] = (float) logit;
        double[] middle = middle(anchor);
        double[] numbers = {
            box.x - middle[0],
            box.y - middle[1],
            box.size,
            box.size,
            box.x - middle[0],
            box.y - middle[1],
            box.topX - middle[0],
            box.topY - middle[1]
        };
        for (int i = 0; i < numbers.length; i++) {
            boxes[anchor * PoseTensors.BOX_NUMBERS + i] = (float) (numbers[i] * PoseTensors.DETECTOR_SIDE);
        }
    }

    /** Two anchors in each of 28 x 28 cells, two in each of 14 x 14, six in each of 7 x 7, row by row. */
    private static double[] middle(int anchor) {
        if (anchor < 1568) {
            return middle(anchor / 2, 28);
        }
        return anchor < 1960 ? middle((anchor - 1568) / 2, 14) : middle((anchor - 1960) / 6, 7);
    }

    private static double[] middle(int cell, int cells) {
        int row = cell / cells;
        return new double[] {(cell % cells + 0.5) / cells, (row + 0.5) / cells};
    }

    Tensors tensors() {
        return new Tensors(Map.of(PoseTensors.SCORES, scores, PoseTensors.BOXES, boxes));
    }
}
