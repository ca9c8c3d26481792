package dev.muybridge.inference;

/** A pose model whose bytes are loaded: makes estimators that share nothing but those bytes. Thread-safe. */
public interface PoseModel {
    /** A fresh estimator with no memory of other frames; the caller closes it. */
    PoseEstimator newEstimator();
}
