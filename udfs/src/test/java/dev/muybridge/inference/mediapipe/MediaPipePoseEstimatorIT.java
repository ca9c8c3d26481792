package dev.muybridge.inference.mediapipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.inference.InferenceException;
import dev.muybridge.inference.PoseDetector;
import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.inference.PoseModel;
import dev.muybridge.install.ModelSize;
import dev.muybridge.media.RgbImage;
import dev.muybridge.pose.Pose;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class MediaPipePoseEstimatorIT {
    private static final Frames.Selection WALK = new Frames.Selection("demo.mp4", 24, 884, 497);

    @SuppressWarnings("NullAway.Init")
    private static PoseModel model;

    @BeforeAll
    static void load() throws IOException {
        model = Installed.model(ModelSize.LITE);
    }

    @Test
    void estimate_blackPicture_findsNobody() {
        try (PoseEstimator estimator = model.newEstimator()) {
            assertThat(estimator.estimate(black(64, 48), 0)).isEmpty();
        }
    }

    @Test
    void estimate_person_isWhereThePictureShowsIt() {
        try (PoseEstimator estimator = model.newEstimator()) {
            Pose pose = estimator.estimate(SelfTest.picture(), 0).get(0);
            assertThat(pose.landmarks()).allSatisfy(p -> {
                assertThat(p.x()).isBetween(0f, 1f);
                assertThat(p.y()).isBetween(0f, 1f);
                assertThat(p.visibility()).isBetween(0f, 1f);
                assertThat(p.presence()).isBetween(0.5f, 1f);
            });
            assertThat(pose.landmarks().get(0).y())
                    .isLessThan(pose.landmarks().get(27).y());
            assertThat(pose.worldLandmarks()).allSatisfy(p -> assertThat(p.y()).isBetween(-1.2f, 1.2f));
        }
    }

    @Test
    void estimate_positionOfTheBuffer_doesNotMatter() {
        RgbImage picture = SelfTest.picture();
        try (PoseEstimator first = model.newEstimator();
                PoseEstimator second = model.newEstimator()) {
            List<Pose> expected = first.estimate(picture, 0);
            picture.pixels()
                    .position(picture.pixels().capacity())
                    .limit(picture.pixels().capacity());
            assertThat(second.estimate(picture, 0)).isEqualTo(expected).hasSize(1);
            assertThat(picture.pixels().position()).isEqualTo(picture.pixels().capacity());
        }
    }

    @Test
    void estimate_timeNotRising_throwsErrorAndGoesOn() {
        RgbImage picture = black(64, 48);
        try (PoseEstimator estimator = model.newEstimator()) {
            estimator.estimate(picture, -40);
            estimator.estimate(picture, 40);
            for (long millis : new long[] {40, 39, -40}) {
                assertThatThrownBy(() -> estimator.estimate(picture, millis))
                        .isInstanceOf(InferenceException.class)
                        .hasMessage("timestamps must increase: " + millis + " ms came after 40 ms");
            }
            for (long millis : new long[] {Long.MAX_VALUE, Long.MIN_VALUE}) {
                assertThatThrownBy(() -> estimator.estimate(picture, millis))
                        .isInstanceOf(InferenceException.class)
                        .hasMessage("a timestamp is within 4611686018427387 ms of 0, was " + millis + " ms");
            }
            assertThat(estimator.estimate(picture, 41)).isEmpty();
        }
    }

    @Test
    void estimate_impossibleSizes_throwError() {
        // Sizes whose product is 0 or 3 in 32 bits, so that the image's own check lets them pass.
        try (PoseEstimator estimator = model.newEstimator()) {
            assertImpossible(estimator, new RgbImage(ByteBuffer.allocateDirect(0), 0, 0), "0x0 with 0 bytes");
            assertImpossible(estimator, new RgbImage(ByteBuffer.allocateDirect(3), -1, -1), "-1x-1 with 3 bytes");
            assertImpossible(
                    estimator, new RgbImage(ByteBuffer.allocateDirect(0), 65536, 65536), "65536x65536 with 0 bytes");
        }
    }

    @Test
    void estimate_tinyAndLongPictures_findNobody() {
        try (PoseEstimator estimator = model.newEstimator()) {
            assertThat(estimator.estimate(black(1, 1), 0)).isEmpty();
            assertThat(estimator.estimate(black(1, 4000), 1)).isEmpty();
            assertThat(estimator.estimate(black(4001, 3), 2)).isEmpty();
        }
    }

    @Test
    void estimate_afterClose_throwsError() {
        PoseEstimator estimator = model.newEstimator();
        estimator.close();
        estimator.close();
        assertThatThrownBy(() -> estimator.estimate(black(64, 48), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the landmarker is closed");
    }

    @Test
    void close_inAnyOrder_leavesTheOthersWorking() {
        List<PoseEstimator> estimators = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            estimators.add(model.newEstimator());
        }
        RgbImage picture = SelfTest.picture();
        List<Pose> expected = estimators.get(3).estimate(picture, 0);
        for (int index : new int[] {1, 3, 0}) {
            estimators.get(index).close();
        }
        assertThat(estimators.get(2).estimate(picture, 0)).isEqualTo(expected);
        estimators.get(2).close();
    }

    @Test
    void close_whileEstimating_endsInValueOrClosed() throws Exception {
        RgbImage picture = SelfTest.picture();
        for (int round = 0; round < 5; round++) {
            PoseEstimator estimator = model.newEstimator();
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<Void> estimating = CompletableFuture.runAsync(() -> {
                for (int i = 0; ; i++) {
                    estimator.estimate(picture, i);
                    begun.countDown();
                }
            });
            begun.await();
            estimator.close();
            assertThatThrownBy(estimating::join).hasRootCauseMessage("the landmarker is closed");
        }
    }

    @Test
    void estimate_again_givesTheSameNumbers() throws IOException {
        List<RgbImage> frames = Frames.keep(WALK);
        List<List<Pose>> first = run(frames);
        assertThat(first.stream().mapToInt(List::size).sum()).isGreaterThan(12);
        assertThat(run(frames)).isEqualTo(first);
    }

    @Test
    void estimate_inTwoThreads_givesTheSameNumbers() throws IOException {
        List<RgbImage> frames = Frames.keep(WALK);
        List<List<Pose>> alone = run(frames);
        CompletableFuture<List<List<Pose>>> one = CompletableFuture.supplyAsync(() -> run(frames));
        CompletableFuture<List<List<Pose>>> two = CompletableFuture.supplyAsync(() -> run(frames));
        assertThat(one.join()).isEqualTo(alone);
        assertThat(two.join()).isEqualTo(alone);
    }

    @Test
    void detect_afterOtherPictures_givesTheSameNumbers() throws IOException {
        List<RgbImage> frames = Frames.keep(WALK);
        RgbImage smaller = new RgbImage(ByteBuffer.allocateDirect(64 * 64 * 3), 64, 64);
        List<List<Pose>> used = new ArrayList<>();
        List<List<Pose>> fresh = new ArrayList<>();
        try (PoseDetector detector = model.newDetector(4)) {
            for (RgbImage frame : frames) {
                used.add(detector.detect(frame));
                detector.detect(smaller);
            }
        }
        for (RgbImage frame : frames.subList(20, 24)) {
            try (PoseDetector detector = model.newDetector(4)) {
                fresh.add(detector.detect(frame));
            }
        }

        assertThat(fresh).isEqualTo(used.subList(20, 24)).anyMatch(people -> !people.isEmpty());
    }

    private static List<List<Pose>> run(List<RgbImage> frames) {
        List<List<Pose>> poses = new ArrayList<>();
        try (PoseEstimator estimator = model.newEstimator()) {
            for (RgbImage frame : frames) {
                poses.add(estimator.estimate(frame, 33L * poses.size()));
            }
        }
        return poses;
    }

    private static void assertImpossible(PoseEstimator estimator, RgbImage image, String was) {
        assertThatThrownBy(() -> estimator.estimate(image, 0))
                .isInstanceOf(InferenceException.class)
                .hasMessage(
                        "MediaPipe refused the frame of 0 ms (%dx%d): a picture has at least one pixel and 3 bytes for each, was %s",
                        image.width(), image.height(), was);
    }

    private static RgbImage black(int width, int height) {
        return new RgbImage(ByteBuffer.allocateDirect(width * height * 3), width, height);
    }
}
