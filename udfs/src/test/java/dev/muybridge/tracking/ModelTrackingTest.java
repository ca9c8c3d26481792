package dev.muybridge.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.inference.InferenceException;
import dev.muybridge.inference.PoseNetworks;
import dev.muybridge.inference.TensorModel;
import dev.muybridge.inference.Tensors;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.Image;
import dev.muybridge.media.KeptFrame;
import dev.muybridge.media.RgbImage;
import dev.muybridge.media.SquareCutter;
import dev.muybridge.media.SquareCutters;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.tracking.Tracking.Tracker;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ModelTrackingTest {
    private final Networks networks = new Networks();
    private final ModelTracking tracking = new ModelTracking(networks, networks::cutters);

    @Test
    void next_followsWhoeverIsInTheReadersPicture() {
        try (Tracker tracker = tracking.begin()) {
            assertThat(tracker.next(showing(new Someone(100, 200, 200)), 0)).hasSize(1);
            assertThat(tracker.next(showing(new Someone(101, 200, 200)), 40_000))
                    .hasSize(1);
            assertThat(tracker.next(showing(), 80_000)).isEmpty();
        }
    }

    @Test
    void begin_afterOneWasClosed_usesItsModelsAgain() {
        Tracker first = tracking.begin();
        first.close();
        first.close();
        Tracker second = tracking.begin();
        Tracker beside = tracking.begin();

        second.next(showing(new Someone(100, 200, 200)), 0);

        assertThat(networks.detectors).hasSize(2);
        assertThat(networks.landmarks).hasSize(2);
        assertThat(networks.detectors.get(0).runs).isPositive();
        assertThat(networks.landmarks.get(0).runs).isPositive();
        assertThat(networks.closed()).containsExactly(0, 0, 0, 0);
        beside.close();
    }

    @Test
    void begin_withModelsOfAnother_rememberNobody() {
        try (Tracker tracker = tracking.begin()) {
            tracker.next(showing(new Someone(100, 200, 200)), 0);
        }
        try (Tracker tracker = tracking.begin()) {
            assertThat(tracker.next(showing(), 0)).isEmpty();
            assertThat(tracker.next(showing(new Someone(100, 200, 200)), 40_000))
                    .isEmpty();
        }
        assertThat(networks.detectors).hasSize(1);
    }

    @Test
    void next_afterClose_isRefused() {
        Tracker tracker = tracking.begin();
        tracker.close();

        assertThatThrownBy(() -> tracker.next(showing(), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the tracker is closed");
    }

    @Test
    void close_afterAModelHasFailed_closesBothOnce_andTheNextHasOthers() {
        Tracker tracker = tracking.begin();
        networks.fails = true;
        assertThatThrownBy(() -> tracker.next(showing(new Someone(100, 200, 200)), 0))
                .isInstanceOf(InferenceException.class)
                .hasMessage("the detector fails");
        networks.fails = false;
        assertThat(networks.closed()).containsExactly(0, 0);
        tracker.close();
        tracker.close();
        assertThat(networks.closed()).containsExactly(1, 1);

        try (Tracker next = tracking.begin()) {
            assertThat(next.next(showing(new Someone(100, 200, 200)), 0)).hasSize(1);
        }
        assertThat(networks.detectors).hasSize(2);
    }

    @Test
    void close_closesEachModelOnce_thoseInUseWhenTheirTrackerIsClosed() {
        Tracker used = tracking.begin();
        tracking.begin().close();

        tracking.close();
        tracking.close();

        assertThat(networks.closed()).containsExactly(0, 1, 0, 1);
        assertThat(used.next(showing(new Someone(100, 200, 200)), 0)).hasSize(1);
        used.close();
        assertThat(networks.closed()).containsExactly(1, 1, 1, 1);
    }

    @Test
    void begin_landmarksDoNotLoad_closesTheDetector() {
        networks.hasLandmarks = false;

        assertThatThrownBy(tracking::begin)
                .isInstanceOf(InferenceException.class)
                .hasMessage("no landmarks");
        assertThat(networks.closed()).containsExactly(1);

        networks.hasLandmarks = true;
        tracking.begin().close();
        assertThat(networks.detectors).hasSize(2);
    }

    private FrameReader showing(Someone... people) {
        networks.shown = networks.world.picture(people);
        return new Showing();
    }

    private static final class Networks implements PoseNetworks {
        private final MadeUpWorld world = new MadeUpWorld();
        private final List<AnsweringModel> detectors = new ArrayList<>();
        private final List<AnsweringModel> landmarks = new ArrayList<>();
        private SquareCutter shown = world.picture();
        private boolean hasLandmarks = true;
        private boolean fails;

        @Override
        public TensorModel detector() {
            AnsweringModel model = world.detector();
            detectors.add(AnsweringModel.detector(rgb -> answer(model, rgb)));
            return detectors.get(detectors.size() - 1);
        }

        private Tensors answer(AnsweringModel model, ByteBuffer rgb) {
            if (fails) {
                throw new InferenceException("the detector fails");
            }
            return model.run(rgb);
        }

        @Override
        public TensorModel landmarks() {
            if (!hasLandmarks) {
                throw new InferenceException("no landmarks");
            }
            landmarks.add(world.landmarks());
            return landmarks.get(landmarks.size() - 1);
        }

        private SquareCutters cutters() {
            return new SquareCutters() {
                @Override
                public SquareCutter of(Image image) {
                    return shown;
                }

                @Override
                public void close() {
                    // Holds nothing.
                }
            };
        }

        /** How often each was closed: the detectors, then the others. */
        private List<Integer> closed() {
            List<Integer> closed = new ArrayList<>();
            detectors.forEach(model -> closed.add(model.closed));
            landmarks.forEach(model -> closed.add(model.closed));
            return closed;
        }
    }

    private static final class Showing implements FrameReader {
        @Override
        public @Nullable VideoFrame next() {
            throw new IllegalStateException("a tracker does not read on");
        }

        @Override
        public KeptFrame keep() {
            throw new IllegalStateException("a tracker keeps no picture");
        }

        @Override
        public RgbImage rgb() {
            throw new IllegalStateException("a tracker takes squares");
        }

        @Override
        public Image image() {
            return new RgbImage(ByteBuffer.allocateDirect(3), 1, 1);
        }

        @Override
        public void close() {
            throw new IllegalStateException("a tracker does not own its reader");
        }
    }
}
