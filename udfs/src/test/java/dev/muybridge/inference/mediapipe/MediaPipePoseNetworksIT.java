package dev.muybridge.inference.mediapipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.inference.InferenceException;
import dev.muybridge.inference.PoseDetector;
import dev.muybridge.inference.PoseNetworks;
import dev.muybridge.inference.PoseTensors;
import dev.muybridge.inference.TensorModel;
import dev.muybridge.inference.Tensors;
import dev.muybridge.inference.bundle.ModelBundler;
import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.media.RgbImage;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
final class MediaPipePoseNetworksIT {
    private static final String DETECTOR = "pose_detector.tflite";
    private static final String LANDMARKS = "pose_landmarks_detector.tflite";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void run_personOfThePicture_hasThePointsOfMediaPipesLandmarker(ModelSize size) throws IOException {
        RgbImage picture = SelfTest.picture();
        Pose expected;
        try (PoseDetector detector = Installed.model(size).newDetector(1)) {
            expected = detector.detect(picture).get(0);
        }
        double[][] points = OnePerson.find(networks(size), picture);
        double torso = distance(at(expected, 11, picture), at(expected, 23, picture));
        double[] apart = IntStream.range(0, Pose.SIZE)
                .mapToDouble(i -> distance(points[i], at(expected, i, picture)) / torso)
                .sorted()
                .toArray();
        // The picture is cut here in another way than by MediaPipe; a hidden wrist moves most with that.
        assertThat(apart[Pose.SIZE / 2]).as("median, in torsos").isLessThan(0.01);
        assertThat(apart[Pose.SIZE - 1]).as("largest, in torsos").isLessThan(0.05);
    }

    @Test
    void run_namesAndSizes_areTheTensors() throws IOException {
        assertTensors(PoseNetworks::detector, 224, Map.of(PoseTensors.BOXES, 2254 * 12, PoseTensors.SCORES, 2254));
        assertTensors(
                PoseNetworks::landmarks,
                256,
                Map.of(
                        PoseTensors.LANDMARKS,
                        39 * 5,
                        PoseTensors.PRESENCE,
                        1,
                        PoseTensors.HEAT_MAP,
                        64 * 64 * 39,
                        PoseTensors.WORLD,
                        39 * 3));
    }

    @Test
    void run_person_isPresentAndInTheBlackIsNobody() throws IOException {
        RgbImage picture = SelfTest.picture();
        try (TensorModel model = networks(ModelSize.FULL).landmarks()) {
            ByteBuffer person = OnePerson.cut(picture, OnePerson.Square.around(picture), 256, true);
            float[] presence = model.run(person).get(PoseTensors.PRESENCE);
            assertThat(presence[0]).isBetween(0.9f, 1f);
            assertThat(model.run(ByteBuffer.allocateDirect(256 * 256 * 3)).get(PoseTensors.PRESENCE))
                    .isSameAs(presence);
            assertThat(presence[0]).isBetween(0f, 0.1f);
        }
    }

    @Test
    void run_samePicture_givesTheSameNumbersFromEveryModelAndPosition() throws IOException {
        RgbImage picture = SelfTest.picture();
        ByteBuffer person = OnePerson.cut(picture, OnePerson.Square.around(picture), 256, true);
        PoseNetworks networks = networks(ModelSize.LITE);
        try (TensorModel first = networks.landmarks();
                TensorModel second = networks.landmarks()) {
            float[] heat = first.run(person).get(PoseTensors.HEAT_MAP);
            second.run(ByteBuffer.allocateDirect(256 * 256 * 3));
            person.position(1000).limit(2000);
            assertThat(second.run(person).get(PoseTensors.HEAT_MAP)).isEqualTo(heat);
            assertThat(person.position()).isEqualTo(1000);
        }
    }

    @Test
    void run_anotherSize_throwsErrorAndGoesOn() throws IOException {
        try (TensorModel model = networks(ModelSize.LITE).detector()) {
            for (ByteBuffer wrong : List.of(
                    ByteBuffer.allocateDirect(256 * 256 * 3),
                    ByteBuffer.allocateDirect(0),
                    ByteBuffer.allocate(224 * 224 * 3))) {
                assertThatThrownBy(() -> model.run(wrong))
                        .isInstanceOf(InferenceException.class)
                        .hasMessage("the model takes 224x224 pixels, a direct buffer of 150528 bytes, was " + wrong);
            }
            assertThat(model.run(ByteBuffer.allocateDirect(224 * 224 * 3)).get(PoseTensors.SCORES))
                    .hasSize(2254);
        }
    }

    @Test
    void run_closed_throwsError() throws IOException {
        TensorModel model = networks(ModelSize.LITE).detector();
        model.close();
        model.close();
        assertThatThrownBy(() -> model.run(ByteBuffer.allocateDirect(224 * 224 * 3)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the model is closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {DETECTOR, LANDMARKS})
    void load_memberAbsent_throwsError(String member) throws IOException {
        Path task = bundle(Map.of(member.equals(DETECTOR) ? LANDMARKS : DETECTOR, new byte[10]));
        assertLoadFails(task, "the pose model lacks " + member + ": " + task);
    }

    @Test
    void load_noBundle_throwsError() throws IOException {
        Path absent = folder.resolve("absent.task");
        assertLoadFails(absent, "the pose model is missing: " + absent + "; './muybridge setup' installs it");
        assertLoadFails(folder, "the pose model cannot be read: ");
        Path empty = Files.createFile(folder.resolve("empty.task"));
        assertLoadFails(empty, "the pose model is not a bundle: " + empty + ": ");
        Path garbage = Files.write(folder.resolve("garbage.task"), garbage());
        assertLoadFails(garbage, "the pose model is not a bundle: " + garbage + ": ");
    }

    @Test
    void detectorAndLandmarks_membersAreGarbage_throwError() throws IOException {
        Path task = bundle(Map.of(DETECTOR, garbage(), LANDMARKS, garbage()));
        assertRefused(task, PoseNetworks::detector, "MediaPipe refused " + DETECTOR + " of the pose model " + task);
        assertRefused(task, PoseNetworks::landmarks, "MediaPipe refused " + LANDMARKS + " of the pose model " + task);
    }

    @Test
    void detectorAndLandmarks_withoutNormalization_throwError() throws IOException {
        Path task = bundle(Map.of(DETECTOR, plain("pose_detection"), LANDMARKS, plain("pose_landmark_lite")));
        String reason = "requires specifying NormalizationOptions metadata";
        assertRefused(task, PoseNetworks::detector, reason);
        assertRefused(task, PoseNetworks::landmarks, reason);
    }

    @Test
    void landmarks_modelWithMask_throwsError() throws IOException {
        Path task =
                ModelBundler.writePublished(Installation.current(), ModelSize.LITE, folder.resolve("published.task"));
        assertRefused(
                task,
                PoseNetworks::landmarks,
                LANDMARKS + " of the pose model " + task
                        + " is not the expected one, whose outputs are of 195, 1, 1, 159744,"
                        + " 117 numbers: its outputs are of 195, 1, 65536, 159744, 117 numbers");
    }

    private static PoseNetworks networks(ModelSize size) throws IOException {
        return MediaPipePoseNetworks.load(Installed.library(), Installed.task(size));
    }

    private static void assertTensors(Function<PoseNetworks, TensorModel> which, int side, Map<String, Integer> sizes)
            throws IOException {
        try (TensorModel model = which.apply(networks(ModelSize.LITE))) {
            assertThat(model.side()).isEqualTo(side);
            Tensors tensors = model.run(ByteBuffer.allocateDirect(side * side * 3));
            sizes.forEach((name, size) -> assertThat(tensors.get(name)).as(name).hasSize(size));
            assertThatThrownBy(() -> tensors.get("mask"))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageStartingWith("the model has the outputs [")
                    .hasMessageEndingWith("], none is named mask");
        }
    }

    private static void assertLoadFails(Path task, String start) {
        assertThatThrownBy(() -> MediaPipePoseNetworks.load(Installed.library(), task))
                .isInstanceOf(InferenceException.class)
                .hasMessageStartingWith(start);
    }

    private static void assertRefused(Path task, Function<PoseNetworks, TensorModel> which, String reason) {
        PoseNetworks networks = MediaPipePoseNetworks.load(Installed.library(), task);
        assertThatThrownBy(() -> which.apply(networks))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining(reason);
    }

    private Path bundle(Map<String, byte[]> members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                out.putNextEntry(new ZipEntry(member.getKey()));
                out.write(member.getValue());
            }
        }
        return Files.write(folder.resolve("made.task"), bytes.toByteArray());
    }

    private static byte[] garbage() {
        byte[] garbage = new byte[100_000];
        new Random(3).nextBytes(garbage);
        return garbage;
    }

    private static byte[] plain(String name) throws IOException {
        return Files.readAllBytes(Installation.current().rawModels().resolve(name + ".tflite"));
    }

    private static double[] at(Pose pose, int point, RgbImage picture) {
        Landmark landmark = pose.landmarks().get(point);
        return new double[] {landmark.x() * picture.width(), landmark.y() * picture.height()};
    }

    private static double distance(double[] a, double[] b) {
        return Math.hypot(a[0] - b[0], a[1] - b[1]);
    }
}
