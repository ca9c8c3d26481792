package dev.muybridge.inference;

/**
 * The two models of a pose bundle; {@link PoseTensors} says what they give. Thread-safe. Each call loads a model of its own, which
 * the caller closes.
 */
public interface PoseNetworks {
    /**
     * Finds where people are in a picture of {@link PoseTensors#DETECTOR_SIDE} pixels a side: {@link PoseTensors#BOXES} and
     * {@link PoseTensors#SCORES}.
     *
     * @throws InferenceException naming the file, if its model is not this one
     */
    TensorModel detector();

    /**
     * Finds the points of the one person in a picture of {@link PoseTensors#LANDMARKS_SIDE} pixels a side:
     * {@link PoseTensors#LANDMARKS}, {@link PoseTensors#PRESENCE}, {@link PoseTensors#HEAT_MAP} and {@link PoseTensors#WORLD}.
     *
     * @throws InferenceException naming the file, if its model is not this one
     */
    TensorModel landmarks();
}
