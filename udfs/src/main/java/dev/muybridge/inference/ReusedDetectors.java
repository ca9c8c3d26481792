package dev.muybridge.inference;

import dev.muybridge.media.RgbImage;
import dev.muybridge.pose.Pose;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A model whose detectors are reused after they are closed: they remember no picture, and making one takes as long as several
 * pictures do. There are as many as were ever open at the same time. Thread-safe.
 */
public final class ReusedDetectors implements PoseModel, AutoCloseable {
    private final PoseModel model;

    /** The free detectors, by the most people that they find. */
    private final Map<Integer, Deque<PoseDetector>> idle = new HashMap<>();

    private boolean closed;

    public ReusedDetectors(PoseModel model) {
        this.model = model;
    }

    @Override
    public PoseEstimator newEstimator() {
        return model.newEstimator();
    }

    @Override
    public PoseDetector newDetector(int people) {
        PoseDetector detector;
        synchronized (this) {
            detector = idle(people).poll();
        }
        return new Lent(detector == null ? model.newDetector(people) : detector, people);
    }

    private Deque<PoseDetector> idle(int people) {
        return idle.computeIfAbsent(people, any -> new ArrayDeque<>());
    }

    /** Closes the detectors that are free; those in use are closed by their users. */
    @Override
    public synchronized void close() {
        closed = true;
        idle.values().forEach(detectors -> detectors.forEach(PoseDetector::close));
        idle.clear();
    }

    /** Takes a detector back for the next user, unless there will be none. */
    private synchronized boolean takeBack(PoseDetector detector, int people) {
        return !closed && idle(people).add(detector);
    }

    private final class Lent implements PoseDetector {
        private final PoseDetector detector;
        private final int people;
        private boolean refused;
        private boolean ended;

        Lent(PoseDetector detector, int people) {
            this.detector = detector;
            this.people = people;
        }

        @Override
        public List<Pose> detect(RgbImage image) {
            if (ended) {
                throw new IllegalStateException("the detector is closed");
            }
            try {
                return detector.detect(image);
            } catch (InferenceException e) {
                refused = true;
                throw e;
            }
        }

        @Override
        public void close() {
            if (!ended) {
                ended = true;
                // A detector that has failed on a picture may be broken.
                if (refused || !takeBack(detector, people)) {
                    detector.close();
                }
            }
        }
    }
}
