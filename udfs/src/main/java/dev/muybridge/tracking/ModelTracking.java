package dev.muybridge.tracking;

import dev.muybridge.inference.InferenceException;
import dev.muybridge.inference.PoseNetworks;
import dev.muybridge.inference.TensorModel;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.SquareCutters;
import dev.muybridge.pose.Person;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Follows people with the models of a pose bundle. Models are used again by the next tracker: loading them takes as long as several
 * pictures do, and they remember none. There are as many as there were ever trackers at the same time.
 */
public final class ModelTracking implements Tracking {
    private final PoseNetworks networks;
    private final Supplier<SquareCutters> cutters;
    private final Deque<Models> idle = new ArrayDeque<>();
    private boolean closed;

    /**
     * Loads nothing yet.
     *
     * @param networks the models
     * @param cutters opens what cuts the models' pictures out of those of the video
     */
    public ModelTracking(PoseNetworks networks, Supplier<SquareCutters> cutters) {
        this.networks = networks;
        this.cutters = cutters;
    }

    private record Models(TensorModel detector, TensorModel landmarks, SquareCutters cutters) {
        void close() {
            detector.close();
            landmarks.close();
            cutters.close();
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws InferenceException when the models cannot be loaded
     */
    @Override
    public Tracker begin() {
        return new Lent(take());
    }

    private Models take() {
        synchronized (this) {
            Models free = idle.poll();
            if (free != null) {
                return free;
            }
        }
        SquareCutters cutter = cutters.get();
        TensorModel detector = null;
        try {
            detector = networks.detector();
            return new Models(detector, networks.landmarks(), cutter);
        } catch (RuntimeException | Error e) {
            cutter.close();
            if (detector != null) {
                detector.close();
            }
            throw e;
        }
    }

    private synchronized boolean takeBack(Models models) {
        return !closed && idle.add(models);
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(Models::close);
        idle.clear();
    }

    private final class Lent implements Tracker {
        private final Models models;
        private final PeopleTracker tracker;
        private boolean failed;
        private boolean ended;

        Lent(Models models) {
            this.models = models;
            this.tracker = new PeopleTracker(models.detector, models.landmarks);
        }

        @Override
        public List<Person> next(FrameReader frame, long micros) {
            if (ended) {
                throw new IllegalStateException("the tracker is closed");
            }
            try {
                return tracker.next(models.cutters.of(frame.image()), micros);
            } catch (RuntimeException | Error e) {
                failed = true;
                throw e;
            }
        }

        @Override
        public byte[] state() {
            return tracker.state();
        }

        @Override
        public int[] tracks() {
            return tracker.tracks();
        }

        @Override
        public void resume(byte[] state) {
            tracker.resume(state);
        }

        @Override
        public void close() {
            if (!ended) {
                ended = true;
                // Models that have failed on a picture may be broken.
                if (failed || !takeBack(models)) {
                    models.close();
                }
            }
        }
    }
}
