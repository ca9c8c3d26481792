package dev.muybridge.inference.bundle;

import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes the bundles {@code pose_landmarker_{lite,full,heavy}.task} from the plain TFLite models of an installation. The same
 * models give the same bytes, on every machine and at any time.
 */
public final class ModelBundler {
    private static final LocalDateTime ZIP_EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private ModelBundler() {}

    /**
     * Makes the bundles that are missing; existing ones stay as they are. A bundle appears whole or not at all, also when two
     * processes make it at once.
     *
     * @return the paths of the bundles that were made
     * @throws NoSuchFileException naming the plain model that is missing
     * @throws IOException if a model cannot be read or a bundle written
     * @throws IllegalArgumentException if a model's file is no TFLite model
     */
    public static List<Path> bundle(Installation home) throws IOException {
        List<Path> made = new ArrayList<>();
        for (ModelSize size : ModelSize.values()) {
            Path target = home.model(size);
            if (!Files.exists(target)) {
                write(target, home.rawModels(), size);
                made.add(target);
            }
        }
        return List.copyOf(made);
    }

    private static void write(Path target, Path rawModels, ModelSize size) throws IOException {
        byte[] detector = read(rawModels.resolve("pose_detection.tflite"), InputNormalization.DETECTOR);
        byte[] landmarks =
                read(rawModels.resolve("pose_landmark_" + size.id() + ".tflite"), InputNormalization.LANDMARKS);
        Path folder = Files.createDirectories(target.toAbsolutePath().getParent());
        Path unfinished = folder.resolve(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(unfinished))) {
                store(zip, "pose_detector.tflite", detector);
                store(zip, "pose_landmarks_detector.tflite", landmarks);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static byte[] read(Path model, InputNormalization normalization) throws IOException {
        if (!Files.exists(model)) {
            throw new NoSuchFileException(model.toString(), null, "this pose model is not there");
        }
        try {
            return TfliteModel.withMetadata(Files.readAllBytes(model), normalization.toMetadata());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(model + " is no plain TFLite model: " + e.getMessage(), e);
        }
    }

    /** MediaPipe reads the entries in place, so they are stored, not compressed. */
    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(ZIP_EPOCH);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
