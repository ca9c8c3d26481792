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
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes the bundles {@code pose_landmarker_{lite,full,heavy}.task} from the plain TFLite models of an installation, without the mask
 * that the landmark models can make. The same models give the same bytes, on every machine and at any time. Whoever changes what is
 * made changes {@link Installation#BUNDLES_VERSION} too.
 */
public final class ModelBundler {
    /** Any fixed time except the first of 1980, which Java's zip writer treats as "earlier" and then adds the time zone. */
    private static final LocalDateTime ZIP_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private ModelBundler() {}

    /**
     * Makes the bundles that are missing or are not what they should be. A bundle appears complete or not at all, even if two
     * processes make it at the same time.
     *
     * @return the paths of the bundles that were made
     * @throws NoSuchFileException naming the plain model that is missing
     * @throws IOException if a model is not the expected one or cannot be read, or a bundle cannot be written
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
            case LITE -> "00fdc9d398ba89b7d36a5f33488ca647c180198e1fb89b4b3f9a0e1d974e30a1";
            case FULL -> "54680e9ddf45d8e969d10d4fb7b5648b2148de6341c7baaefe158000470ad758";
            case HEAVY -> "40a91fe92dcd1e33722200749ab494a633e0cb509d551697d91ef4bbb0fc5938";
        };
    }

    /**
     * Writes the bundle of a model as its maker publishes it, whose landmark model makes the mask too, for comparisons.
     *
     * @return {@code target}
     * @throws IOException as in {@link #bundle}
     */
    public static Path writePublished(Installation home, ModelSize size, Path target) throws IOException {
        byte[] detector = prepare(home.rawModels().resolve("pose_detection.tflite"), ModelBundler::detector);
        byte[] landmarks = prepare(
                home.rawModels().resolve("pose_landmark_" + size.id() + ".tflite"),
                plain -> TfliteModel.withMetadata(plain, InputNormalization.LANDMARKS.toMetadata()));
        return Files.write(target, zip(detector, landmarks));
    }

    private static boolean isWhole(Path target, ModelSize size) throws IOException {
        return Files.exists(target) && Sha256.of(target).equals(sha256(size));
    }

    private static byte[] make(Path rawModels, ModelSize size) throws IOException {
        byte[] detector = prepare(rawModels.resolve("pose_detection.tflite"), ModelBundler::detector);
        byte[] landmarks =
                prepare(rawModels.resolve("pose_landmark_" + size.id() + ".tflite"), ModelBundler::landmarks);
        byte[] bundle = zip(detector, landmarks);
        String actual = Sha256.of(bundle);
        if (!actual.equals(sha256(size))) {
            throw new IOException("the plain models in " + rawModels + " are not those of version "
                    + Installation.MODELS_VERSION + ": the SHA-256 of the bundle " + size.id() + " must be "
                    + sha256(size) + ", was " + actual);
        }
        return bundle;
    }

    /** The bundle of two models that have their metadata. */
    private static byte[] zip(byte[] detector, byte[] landmarks) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(detector.length + landmarks.length + 1024);
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "pose_detector.tflite", detector);
            store(zip, "pose_landmarks_detector.tflite", landmarks);
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

    private static byte[] detector(byte[] plain) {
        return TfliteModel.withMetadata(plain, InputNormalization.DETECTOR.toMetadata());
    }

    private static byte[] landmarks(byte[] plain) {
        return TfliteModel.withMetadata(LandmarkOutputs.withoutMask(plain), InputNormalization.LANDMARKS.toMetadata());
    }

    private static byte[] prepare(Path model, UnaryOperator<byte[]> change) throws IOException {
        if (!Files.exists(model)) {
            throw new NoSuchFileException(
                    model.toString(), null, "this pose model is missing; './muybridge setup' fetches it");
        }
        try {
            return change.apply(Files.readAllBytes(model));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException(model + " cannot be bundled: " + e.getMessage(), e);
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
