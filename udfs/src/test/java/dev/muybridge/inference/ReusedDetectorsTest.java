package dev.muybridge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.media.RgbImage;
import dev.muybridge.pose.Pose;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReusedDetectorsTest {
    private static final RgbImage IMAGE = new RgbImage(ByteBuffer.allocateDirect(3), 1, 1);

    private final Counting model = new Counting();
    private final ReusedDetectors detectors = new ReusedDetectors(model);

    @Test
    void newDetector_afterOneWasClosed_isThatOne() {
        PoseDetector first = detectors.newDetector(4);
        first.close();
        first.close();
        PoseDetector second = detectors.newDetector(4);
        PoseDetector beside = detectors.newDetector(4);

        second.detect(IMAGE);
        assertThat(model.made).hasSize(2);
        assertThat(model.made.get(0).detected).isEqualTo(1);
        assertThat(model.made).noneMatch(detector -> detector.closed > 0);
        assertThatThrownBy(() -> first.detect(IMAGE)).isInstanceOf(IllegalStateException.class);
        beside.close();
    }

    @Test
    void newDetector_forOtherNumbersOfPeople_isAnotherOne() {
        detectors.newDetector(4).close();
        detectors.newDetector(1).close();

        assertThat(model.made).hasSize(2);
    }

    @Test
    void newDetector_afterOneHasRefused_isAnotherOne() {
        PoseDetector first = detectors.newDetector(4);
        model.made.get(0).refuses = true;
        assertThatThrownBy(() -> first.detect(IMAGE)).isInstanceOf(InferenceException.class);
        first.close();

        detectors.newDetector(4);

        assertThat(model.made).hasSize(2);
        assertThat(model.made.get(0).closed).isEqualTo(1);
    }

    @Test
    void close_closesEachOnce_thoseInUseWhenTheyAreClosed() {
        PoseDetector used = detectors.newDetector(4);
        detectors.newDetector(4).close();

        detectors.close();

        assertThat(model.made).extracting(detector -> detector.closed).containsExactly(0, 1);
        used.detect(IMAGE);
        used.close();
        assertThat(model.made).extracting(detector -> detector.closed).containsExactly(1, 1);
    }

    private static final class Counting implements PoseModel {
        private final List<Detector> made = new ArrayList<>();

        @Override
        public PoseEstimator newEstimator() {
            throw new IllegalStateException("not used");
        }

        @Override
        public PoseDetector newDetector(int people) {
            made.add(new Detector());
            return made.get(made.size() - 1);
        }
    }

    private static final class Detector implements PoseDetector {
        private int detected;
        private int closed;
        private boolean refuses;

        @Override
        public List<Pose> detect(RgbImage image) {
            if (refuses) {
                throw new InferenceException("refused");
            }
            detected++;
            return List.of();
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
