package dev.muybridge.binding;

import dev.muybridge.install.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Arrays;
import java.util.UUID;
import org.bytedeco.javacpp.Loader;

/**
 * Loads our own compiled code from the jar: a library for each class of native methods. JavaCPP's loader would mistake an extracted
 * file with the same jar name, size and time for this one, and a reproducible build gives every version the same time. The extracted
 * file is therefore in a folder named after its content.
 */
public final class NativeBinding {
    private NativeBinding() {}

    /**
     * Loads the library of {@code natives}, whose static initializer calls this.
     *
     * <p>The binding makes JavaCPP start a thread that lives as long as the process, and a thread keeps the access control context of
     * the code that started it, with the class loaders of all callers. In a Flink cluster, that would keep the first job's classes
     * for ever. In a privileged action, the context ends here.
     */
    @SuppressWarnings("removal")
    public static void load(Class<?> natives) {
        AccessController.doPrivileged((PrivilegedAction<Boolean>) () -> {
            System.load(extract(natives).toString());
            return true;
        });
    }

    /** Extracts the library into JavaCPP's cache folder, unless it is already there, and returns its path. */
    static Path extract(Class<?> natives) {
        String file = "libjni" + natives.getSimpleName() + ".so";
        String name = Loader.getPlatform() + "/" + file;
        try (InputStream resource = natives.getResourceAsStream(name)) {
            if (resource == null) {
                throw new UnsatisfiedLinkError("the program has no " + name + ": it was not built for this machine");
            }
            byte[] library = resource.readAllBytes();
            Path target = Loader.getCacheDir()
                    .toPath()
                    .resolve("muybridge-" + Sha256.of(library))
                    .resolve(file);
            if (!Files.exists(target) || !Arrays.equals(Files.readAllBytes(target), library)) {
                write(target, library);
            }
            return target.toAbsolutePath();
        } catch (IOException e) {
            throw (UnsatisfiedLinkError) new UnsatisfiedLinkError(name + " cannot be extracted: " + e).initCause(e);
        }
    }

    private static void write(Path target, byte[] library) throws IOException {
        Path unfinished = Files.createDirectories(target.resolveSibling(""))
                .resolve(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.write(unfinished, library);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
