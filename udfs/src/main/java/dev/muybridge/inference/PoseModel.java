package dev.muybridge.inference;

/** A pose model that is loaded: makes estimators and detectors that share nothing but its bytes. Thread-safe. */
public interface PoseModel {
    /** A fresh estimator with no memory of other frames; the caller closes it. */
    PoseEstimator newEstimator();

    /**
     * A detector; the caller closes it.
     *
     * @param people the most people it finds in one picture, 1 or more
     */
    PoseDetector newDetector(int people);
}
