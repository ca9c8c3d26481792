package dev.muybridge.inference.mediapipe;

import dev.muybridge.inference.PoseTensors;
import java.util.List;

/**
 * A model of a pose bundle.
 *
 * @param member its file in the bundle
 * @param side of the picture that it takes, pixels
 * @param outputs what it gives, in its own order; an output that comes twice is the same tensor
 */
record Network(String member, int side, List<Output> outputs) {
    static final Network DETECTOR = new Network(
            "pose_detector.tflite",
            PoseTensors.DETECTOR_SIDE,
            List.of(
                    new Output(PoseTensors.BOXES, PoseTensors.ANCHORS * PoseTensors.BOX_NUMBERS),
                    new Output(PoseTensors.SCORES, PoseTensors.ANCHORS)));

    /** Our bundles name the presence where the published model has its mask (decision 019). */
    static final Network LANDMARKS = new Network(
            "pose_landmarks_detector.tflite",
            PoseTensors.LANDMARKS_SIDE,
            List.of(
                    new Output(PoseTensors.LANDMARKS, PoseTensors.POINTS * PoseTensors.POINT_NUMBERS),
                    new Output(PoseTensors.PRESENCE, 1),
                    new Output(PoseTensors.PRESENCE, 1),
                    new Output(
                            PoseTensors.HEAT_MAP,
                            PoseTensors.HEAT_MAP_SIDE * PoseTensors.HEAT_MAP_SIDE * PoseTensors.POINTS),
                    new Output(PoseTensors.WORLD, PoseTensors.POINTS * PoseTensors.WORLD_NUMBERS)));

    Network {
        outputs = List.copyOf(outputs);
    }

    /**
     * An output tensor.
     *
     * @param size how many numbers it has
     */
    record Output(String name, int size) {}

    /** How many numbers each output has. */
    int[] sizes() {
        return outputs.stream().mapToInt(Output::size).toArray();
    }
}
