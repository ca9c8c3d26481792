package dev.muybridge.tracking;

import dev.muybridge.inference.PoseTensors;
import dev.muybridge.inference.Tensors;
import java.util.Arrays;
import java.util.Map;

/** What a made-up landmark model says: at first, all points at the top left, all seen, nothing hot. */
final class LandmarkTensors {
    private static final int HEAT = PoseTensors.HEAT_MAP_SIDE * PoseTensors.HEAT_MAP_SIDE * PoseTensors.POINTS;

    private static final float[] COLD = new float[HEAT];
    private static final float SEEN = 5;

    static {
        Arrays.fill(COLD, -10);
    }

    private final float[] landmarks = new float[PoseTensors.POINTS * PoseTensors.POINT_NUMBERS];
    private final float[] world = new float[PoseTensors.POINTS * PoseTensors.WORLD_NUMBERS];
    private final float presence;
    private float[] heat = COLD;

    LandmarkTensors(double presence) {
        this.presence = (float) presence;
        for (int i = 0; i < PoseTensors.POINTS; i++) {
            landmarks[i * PoseTensors.POINT_NUMBERS + 3] = SEEN;
            landmarks[i * PoseTensors.POINT_NUMBERS + 4] = SEEN;
        }
    }

    /** In pixels of the model's picture. */
    void place(int point, double x, double y) {
        landmarks[point * PoseTensors.POINT_NUMBERS] = (float) x;
        landmarks[point * PoseTensors.POINT_NUMBERS + 1] = (float) y;
    }

    /** Pixels of the model's picture, then logits. */
    void depth(int point, double z, double visibility, double inPicture) {
        int at = point * PoseTensors.POINT_NUMBERS;
        landmarks[at + 2] = (float) z;
        landmarks[at + 3] = (float) visibility;
        landmarks[at + 4] = (float) inPicture;
    }

    /** Metres. */
    void world(int point, double x, double y, double z) {
        int at = point * PoseTensors.WORLD_NUMBERS;
        world[at] = (float) x;
        world[at + 1] = (float) y;
        world[at + 2] = (float) z;
    }

    /** A logit. */
    void heat(int point, int column, int row, double value) {
        if (heat == COLD) {
            heat = COLD.clone();
        }
        heat[(row * PoseTensors.HEAT_MAP_SIDE + column) * PoseTensors.POINTS + point] = (float) value;
    }

    Tensors tensors() {
        return new Tensors(Map.of(
                PoseTensors.LANDMARKS, landmarks,
                PoseTensors.WORLD, world,
                PoseTensors.HEAT_MAP, heat,
                PoseTensors.PRESENCE, new float[] {presence}));
    }
}
