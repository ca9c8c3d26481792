package dev.muybridge.inference.mediapipe;

import dev.muybridge.inference.InferenceException;
import dev.muybridge.install.Installation;
import dev.muybridge.install.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * MediaPipe's native library, or the reason why it is unavailable. It is loaded once per process and file, and stays loaded. A
 * failure is not remembered, so once it is repaired the next call finds the library.
 */
public sealed interface NativeLibrary {
    /** SHA-256 of libmediapipe.so of {@link Installation#MEDIAPIPE_VERSION}, the one version whose C structs the binding knows. */
    String SHA_256 = "b7fb2e0e428102221a5f05350bd3a66208a0aec0e608af69a4ae561770d83d45";

    /**
     * That file's size and CRC-32. A file that set-up has checked needs no more than this: Java takes half a second to compute the
     * SHA-256, in each process that loads the library.
     */
    long BYTES = 31_647_744;

    /** See {@link #BYTES}. */
    long CRC_32 = 0x4c061e9fL;

    /** The libraries it needs that a machine without a desktop may lack. */
    String NEEDS = " (it needs libEGL.so.1 and libGLESv2.so.2, in Debian the packages libegl1 and libgles2)";

    /** Finds, checks and loads the library at this path. Never throws because of anything wrong with the library. */
    static NativeLibrary load(Path library) {
        return load(library, SHA_256);
    }

    /** As {@link #load(Path)}, for a file with this checksum. */
    static NativeLibrary load(Path library, String sha256) {
        Path path = library.toAbsolutePath().normalize();
        try {
            return Loaded.BY_PATH.computeIfAbsent(path, p -> open(p, sha256));
        } catch (InferenceException e) {
            return new Missing(String.valueOf(e.getMessage()), List.of(path));
        }
    }

    /** The library, for use. */
    Loaded orThrow();

    private static Loaded open(Path path, String expected) {
        try {
            requireContent(path, expected);
        } catch (NoSuchFileException e) {
            throw new InferenceException(
                    "MediaPipe's library is missing: " + path + "; './muybridge setup' installs it", e);
        } catch (IOException e) {
            throw new InferenceException("MediaPipe's library cannot be read: " + e, e);
        }
        try {
            return new Loaded(path, MediaPipeNative.openLibrary(path.toString()));
        } catch (InferenceException e) {
            throw new InferenceException("MediaPipe's library cannot be loaded: " + e.getMessage() + NEEDS, e);
        } catch (LinkageError e) {
            throw new InferenceException("the binding to MediaPipe's library cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static void requireContent(Path path, String expected) throws IOException {
        if (expected.equals(SHA_256) && isThePinnedOne(path)) {
            return;
        }
        String actual = Sha256.of(path);
        if (!actual.equals(expected)) {
            throw new InferenceException(path + " is not the library of MediaPipe " + Installation.MEDIAPIPE_VERSION
                    + ": its SHA-256 must be " + expected + ", was " + actual);
        }
    }

    private static boolean isThePinnedOne(Path path) throws IOException {
        if (Files.size(path) != BYTES) {
            return false;
        }
        CRC32 crc = new CRC32();
        byte[] block = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(path)) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                crc.update(block, 0, n);
            }
        }
        return crc.getValue() == CRC_32;
    }

    /** The library is loaded in this process. */
    final class Loaded implements NativeLibrary {
        private static final Map<Path, Loaded> BY_PATH = new ConcurrentHashMap<>();

        private final Path path;
        private final long handle;

        private Loaded(Path path, long handle) {
            this.path = path;
            this.handle = handle;
        }

        /** The file that was loaded. */
        public Path path() {
            return path;
        }

        long handle() {
            return handle;
        }

        @Override
        public Loaded orThrow() {
            return this;
        }
    }

    /**
     * The library could not be loaded.
     *
     * @param cause one sentence, naming the file
     * @param triedPaths where it was looked for
     */
    record Missing(String cause, List<Path> triedPaths) implements NativeLibrary {
        public Missing {
            triedPaths = List.copyOf(triedPaths);
        }

        @Override
        public Loaded orThrow() {
            throw new InferenceException(cause);
        }
    }
}
