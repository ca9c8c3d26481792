package dev.muybridge.inference.mediapipe;

import dev.muybridge.install.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.UUID;
import org.bytedeco.javacpp.Loader;

/**
 * Loads our own compiled half of the binding from the jar. JavaCPP's loader would mistake an extracted file with the same jar name,
 * size and time for this one, and a reproducible build gives every version the same time. The extracted file is therefore in a
 * folder named after its content.
 */
final class NativeBinding {
    private static final String FILE = "libjniMediaPipeNative.so";

    private NativeBinding() {}

    /** Extracts the library into JavaCPP's cache folder, unless it is already there, and returns its path. */
    static Path extract() {
        String name = Loader.getPlatform() + "/" + FILE;
        try (InputStream resource = NativeBinding.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new UnsatisfiedLinkError("the program has no " + name + ": it was not built for this machine");
            }
            byte[] library = resource.readAllBytes();
            Path target = Loader.getCacheDir()
                    .toPath()
                    .resolve("muybridge-" + Sha256.of(library))
                    .resolve(FILE);
            if (!Files.exists(target) || !Arrays.equals(Files.readAllBytes(target), library)) {
                write(target, library);
            }
            return target.toAbsolutePath();
        } catch (IOException e) {
            throw (UnsatisfiedLinkError) new UnsatisfiedLinkError(name + " cannot be extracted: " + e).initCause(e);
        }
    }

    private static void write(Path target, byte[] library) throws IOException {
        Path unfinished =
                Files.createDirectories(target.resolveSibling("")).resolve(FILE + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.write(unfinished, library);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
