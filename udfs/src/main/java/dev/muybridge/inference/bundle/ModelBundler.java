package dev.muybridge.inference.bundle;

import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes the {@code .task} bundles that MediaPipe loads out of the models as their package has them: a zip, not compressed, of the
 * person detector and the landmark model, each told how to scale its picture. The same input gives the same bytes.
 */
public final class ModelBundler {
    private static final String METADATA_NAME = "TFLITE_METADATA";
    private static final LocalDateTime ZIP_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private ModelBundler() {}

    /**
     * Makes the bundles that are missing.
     *
     * @throws IOException when a model is missing or is none, or the bundle cannot be written
     */
    public static void bundle(Installation installation) throws IOException {
        for (ModelSize size : ModelSize.values()) {
            Path target = installation.model(size);
            if (!Files.exists(target)) {
                write(target, bundle(installation.rawModels(), size));
            }
        }
    }

    static byte[] bundle(Path models, ModelSize size) throws IOException {
        byte[] detector = read(models.resolve("pose_detection.tflite"));
        byte[] landmarks = read(models.resolve("pose_landmark_" + size.id() + ".tflite"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(detector.length + landmarks.length + 4096);
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(
                    zip,
                    "pose_detector.tflite",
                    TfliteModel.withMetadata(detector, METADATA_NAME, NormalizationMetadata.of(127.5f, 127.5f)));
            put(
                    zip,
                    "pose_landmarks_detector.tflite",
                    TfliteModel.withMetadata(landmarks, METADATA_NAME, NormalizationMetadata.of(0, 255)));
        }
        return bytes.toByteArray();
    }

    private static byte[] read(Path model) throws IOException {
        if (!Files.isRegularFile(model)) {
            throw new IOException("the model is not at " + model + "; './muybridge setup' fetches it");
        }
        return Files.readAllBytes(model);
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(ZIP_TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static void write(Path target, byte[] bytes) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, ".making-", ".task");
        try {
            Files.write(temporary, bytes);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
