package dev.muybridge.inference;

/** The outputs of the two models of a pose bundle: their names, and how many numbers each has. */
public final class PoseTensors {
    /** Side of the detector's picture, pixels. */
    public static final int DETECTOR_SIDE = 224;

    /** Side of the landmark model's picture, pixels. */
    public static final int LANDMARKS_SIDE = 256;

    /** How many places the detector looks at. */
    public static final int ANCHORS = 2254;

    /** Numbers per anchor in {@link #BOXES}. */
    public static final int BOX_NUMBERS = 12;

    /** How many points the landmark model gives: the 33 of the body and 6 more, of which the first two say where the body is. */
    public static final int POINTS = 39;

    /** Numbers per point in {@link #LANDMARKS}. */
    public static final int POINT_NUMBERS = 5;

    /** Numbers per point in {@link #WORLD}. */
    public static final int WORLD_NUMBERS = 3;

    /** Side of the heat map, cells. */
    public static final int HEAT_MAP_SIDE = 64;

    /**
     * Detector, 2254 x 12: per anchor a box (x and y of its centre, width, height) and four points (x, y), all in pixels of the
     * detector's picture, positions relative to the anchor.
     */
    public static final String BOXES = "boxes";

    /** Detector, 2254: per anchor how sure it is that somebody is there, as a logit. */
    public static final String SCORES = "scores";

    /**
     * Landmarks, 39 x 5: per point x, y and z in pixels of the model's picture (z: smaller is nearer), then whether it is seen and
     * whether it is in the picture, both as logits.
     */
    public static final String LANDMARKS = "landmarks";

    /** Landmarks, 1: the probability that there is a person in the picture, 0 to 1. */
    public static final String PRESENCE = "presence";

    /** Landmarks, 64 x 64 x 39: for each row of cells, each cell and each point, how likely the point is there, as a logit. */
    public static final String HEAT_MAP = "heat map";

    /** Landmarks, 39 x 3: per point x, y and z in metres from the middle of the hips, turned as the model's picture is. */
    public static final String WORLD = "world landmarks";

    private PoseTensors() {}
}
