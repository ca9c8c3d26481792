package dev.muybridge.inference;

import java.util.Map;
import java.util.TreeSet;

/** What a model gave for a picture: its output tensors by name, each flat, the last dimension varying fastest. */
public final class Tensors {
    private final Map<String, float[]> byName;

    /** @param byName the tensors, whose arrays are not copied */
    public Tensors(Map<String, float[]> byName) {
        this.byName = Map.copyOf(byName);
    }

    /**
     * One tensor's numbers, in the array that the model itself uses: valid until its next run.
     *
     * @param name as in {@link PoseTensors} for the models of a pose bundle
     * @throws InferenceException if there is none of this name
     */
    public float[] get(String name) {
        float[] numbers = byName.get(name);
        if (numbers == null) {
            throw new InferenceException(
                    "the model has the outputs " + new TreeSet<>(byName.keySet()) + ", none is named " + name);
        }
        return numbers;
    }
}
