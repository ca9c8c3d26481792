package dev.muybridge.inference.bundle;

import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.install.Sha256;
import java.io.ByteArrayOutputStream;
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
    /** Any fixed time but the first of 1980: that one Java's zip writer takes for "earlier", and adds the time zone. */
    private static final LocalDateTime ZIP_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private ModelBundler() {}

    /**
     * Makes the bundles that are missing or are not what they should be. A bundle appears whole or not at all, also when two
     * processes make it at once.
     *
     * @return the paths of the bundles that were made
     * @throws NoSuchFileException naming the plain model that is missing
     * @throws IOException if a model is not the one that is expected or cannot be read, or a bundle cannot be written
     */
    public static List<Path> bundle(Installation home) throws IOException {
        List<Path> made = new ArrayList<>();
        for (ModelSize size : ModelSize.values()) {
            Path target = home.model(size);
            if (!isWhole(target, size)) {
                write(target, make(home.rawModels(), size));
                made.add(target);
            }
        }
        return List.copyOf(made);
    }

    /** The SHA-256 of a bundle made from the models of {@link Installation#MODELS_VERSION}, in hexadecimal digits. */
    public static String sha256(ModelSize size) {
        return switch (size) {
            case LITE -> "ade262b8e48f4c9f6eba723d75cb5166886964528e07ea9628716d938e4d0649";
            case FULL -> "aaf9cab8c3039d5aaaefef7b9b2013010c29a3d5eb57cd5b6e7e8063c8a07dae";
            case HEAVY -> "9d6994d7929b5b563fa874d2626c23a1e42602c453a7074be2b7896c9893c32e";
        };
    }

    private static boolean isWhole(Path target, ModelSize size) throws IOException {
        return Files.exists(target) && Sha256.of(target).equals(sha256(size));
    }

    private static byte[] make(Path rawModels, ModelSize size) throws IOException {
        byte[] detector = read(rawModels.resolve("pose_detection.tflite"), InputNormalization.DETECTOR);
        Path plain = rawModels.resolve("pose_landmark_" + size.id() + ".tflite");
        byte[] landmarks = read(plain, InputNormalization.LANDMARKS);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(detector.length + landmarks.length + 1024);
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "pose_detector.tflite", detector);
            store(zip, "pose_landmarks_detector.tflite", landmarks);
        }
        String actual = Sha256.of(bytes.toByteArray());
        if (!actual.equals(sha256(size))) {
            throw new IOException("the plain models in " + rawModels + " are not those of version "
                    + Installation.MODELS_VERSION + ": the SHA-256 of the bundle " + size.id() + " must be "
                    + sha256(size) + ", was " + actual);
        }
        return bytes.toByteArray();
    }

    private static void write(Path target, byte[] bytes) throws IOException {
        Path folder = Files.createDirectories(target.toAbsolutePath().getParent());
        Path unfinished = folder.resolve(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.write(unfinished, bytes);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static byte[] read(Path model, InputNormalization normalization) throws IOException {
        if (!Files.exists(model)) {
            throw new NoSuchFileException(
                    model.toString(), null, "this pose model is not there; './muybridge setup' fetches it");
        }
        try {
            return TfliteModel.withMetadata(Files.readAllBytes(model), normalization.toMetadata());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException(model + " is no plain TFLite model: " + e.getMessage(), e);
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
        entry.setTimeLocal(ZIP_TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
