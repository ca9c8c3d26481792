package dev.muybridge.inference.bundle;

import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bundle of a model as its maker publishes it: its landmark model makes the mask of the person too. */
public final class BundleWithMask {
    private BundleWithMask() {}

    /**
     * Makes it from the models that set-up has fetched.
     *
     * @return its path in {@code folder}
     */
    public static Path make(Path folder, ModelSize size) throws IOException {
        byte[] detector = plain("pose_detection", InputNormalization.DETECTOR);
        byte[] landmarks = plain("pose_landmark_" + size.id(), InputNormalization.LANDMARKS);
        return Files.write(folder.resolve(size.id() + "-with-mask.task"), ModelBundler.zip(detector, landmarks));
    }

    private static byte[] plain(String name, InputNormalization normalization) throws IOException {
        Path model = Installation.current().rawModels().resolve(name + ".tflite");
        return TfliteModel.withMetadata(Files.readAllBytes(model), normalization.toMetadata());
    }
}
