package dev.muybridge.inference.mediapipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.inference.InferenceException;
import dev.muybridge.inference.PoseEstimator;
import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MediaPipePoseModelIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void selfTest_findsThePersonOfThePicture(ModelSize size) throws IOException {
        SelfTest.Report report;
        try (PoseEstimator estimator = Installed.model(size).newEstimator()) {
            report = SelfTest.run(estimator::estimate);
        }
        assertThat(report.landmarks()).isEqualTo(33);
        assertThat(report.millisPerFrame()).isPositive();
        assertThat(report.describe()).matches("found a person, 33 landmarks, \\d+ ms a frame");
    }

    @Test
    void load_libraryAbsent_throwsError() throws IOException {
        Path task = Installed.task(ModelSize.LITE);
        assertThatThrownBy(() -> MediaPipePoseModel.load(folder.resolve("libmediapipe.so"), task))
                .isInstanceOf(InferenceException.class)
                .hasMessage("MediaPipe's library is missing: " + folder.resolve("libmediapipe.so")
                        + "; './muybridge setup' installs it");
    }

    @Test
    void load_modelAbsent_throwsError() {
        Path absent = folder.resolve("pose_landmarker_full.task");
        assertThatThrownBy(() -> MediaPipePoseModel.load(Installed.library(), absent))
                .isInstanceOf(InferenceException.class)
                .hasMessage("the pose model is missing: " + absent + "; './muybridge setup' installs it");
    }

    @Test
    void load_modelIsFolder_throwsError() {
        assertThatThrownBy(() -> MediaPipePoseModel.load(Installed.library(), folder))
                .isInstanceOf(InferenceException.class)
                .hasMessageStartingWith("the pose model cannot be read: ");
    }

    @Test
    void load_emptyModel_throwsError() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.task"));
        assertThatThrownBy(() -> MediaPipePoseModel.load(Installed.library(), empty))
                .isInstanceOf(InferenceException.class)
                .hasMessage("the pose model has no bytes: " + empty);
    }

    @Test
    void newEstimator_garbage_throwsError() throws IOException {
        byte[] garbage = new byte[100_000];
        new Random(1).nextBytes(garbage);
        assertRefused(garbage, "Unable to open zip archive");
    }

    @Test
    void newEstimator_truncatedZip_throwsError() throws IOException {
        byte[] whole = Files.readAllBytes(Installed.task(ModelSize.LITE));
        assertRefused(Arrays.copyOf(whole, whole.length / 2), "Unable to open zip archive");
    }

    @Test
    void newEstimator_zipWithoutTheEntries_throwsError() throws IOException {
        assertRefused(zip(Map.of("readme.txt", new byte[10])), "No file with name: pose_detector.tflite");
    }

    @Test
    void newEstimator_compressedZip_throwsError() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("pose_detector.tflite"));
            out.write(new byte[1000]);
        }
        assertRefused(bytes.toByteArray(), "Expected uncompressed zip archive");
    }

    @Test
    void newEstimator_entriesAreGarbage_throwsError() throws IOException {
        byte[] garbage = new byte[100_000];
        new Random(2).nextBytes(garbage);
        assertRefused(
                zip(Map.of("pose_detector.tflite", garbage, "pose_landmarks_detector.tflite", garbage)),
                "The model is not a valid Flatbuffer buffer");
    }

    @Test
    void newEstimator_modelCutShort_throwsError() throws IOException {
        Path task = Installed.task(ModelSize.LITE);
        byte[] detector;
        byte[] landmarks;
        try (ZipFile bundle = new ZipFile(task.toFile())) {
            detector = bundle.getInputStream(bundle.getEntry("pose_detector.tflite"))
                    .readAllBytes();
            landmarks = bundle.getInputStream(bundle.getEntry("pose_landmarks_detector.tflite"))
                    .readAllBytes();
        }
        assertRefused(
                zip(Map.of(
                        "pose_detector.tflite",
                        detector,
                        "pose_landmarks_detector.tflite",
                        Arrays.copyOf(landmarks, landmarks.length / 2))),
                "The model is not a valid Flatbuffer buffer");
    }

    @Test
    void newEstimator_modelsWithoutMetadata_throwsError() throws IOException {
        assertRefused(
                zip(Map.of(
                        "pose_detector.tflite", plain("pose_detection"),
                        "pose_landmarks_detector.tflite", plain("pose_landmark_lite"))),
                "it requires specifying NormalizationOptions metadata");
    }

    @Test
    void newEstimator_plainModelInsteadOfBundle_throwsError() throws IOException {
        assertRefused(plain("pose_landmark_lite"), "Unable to open zip archive");
    }

    @Test
    void newEstimator_afterRefusal_works() throws IOException {
        assertRefused(new byte[] {1, 2, 3}, "");
        try (PoseEstimator estimator = Installed.model(ModelSize.LITE).newEstimator()) {
            assertThat(estimator.estimate(SelfTest.picture(), 0)).hasSize(1);
        }
    }

    private void assertRefused(byte[] content, String reason) throws IOException {
        Path task = Files.write(folder.resolve("broken.task"), content);
        MediaPipePoseModel model = MediaPipePoseModel.load(Installed.library(), task);
        assertThatThrownBy(model::newEstimator)
                .isInstanceOf(InferenceException.class)
                .hasMessageStartingWith(
                        "MediaPipe refused the pose model " + task + ": MpPoseLandmarkerCreate gave status ")
                .hasMessageContaining(reason);
    }

    private static byte[] plain(String name) throws IOException {
        return Files.readAllBytes(Installation.current().rawModels().resolve(name + ".tflite"));
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> content : entries.entrySet()) {
                CRC32 crc = new CRC32();
                crc.update(content.getValue());
                ZipEntry entry = new ZipEntry(content.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(content.getValue().length);
                entry.setCrc(crc.getValue());
                out.putNextEntry(entry);
                out.write(content.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
