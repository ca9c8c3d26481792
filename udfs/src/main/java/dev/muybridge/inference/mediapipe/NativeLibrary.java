package dev.muybridge.inference.mediapipe;

import dev.muybridge.inference.InferenceException;
import dev.muybridge.install.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * MediaPipe's native library, or why there is none. It is loaded once per process and file, and stays loaded; a failure is not
 * remembered, so what was repaired is found by the next call.
 */
public sealed interface NativeLibrary {
    /** SHA-256 of libmediapipe.so of {@link Installation#MEDIAPIPE_VERSION}, the one version whose C structs the binding knows. */
    String SHA_256 = "b7fb2e0e428102221a5f05350bd3a66208a0aec0e608af69a4ae561770d83d45";

    /** Finds, checks and loads the library of that path. Never throws for what is wrong with the library. */
    static NativeLibrary load(Path library) {
        return load(library, SHA_256);
    }

    /** As {@link #load(Path)}, for a file of that checksum. */
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
        String actual;
        try {
            actual = sha256(path);
        } catch (NoSuchFileException e) {
            throw new InferenceException("MediaPipe's library is not there: " + path, e);
        } catch (IOException e) {
            throw new InferenceException("MediaPipe's library cannot be read: " + e, e);
        }
        if (!actual.equals(expected)) {
            throw new InferenceException(path + " is not the library of MediaPipe " + Installation.MEDIAPIPE_VERSION
                    + ": its SHA-256 must be " + expected + ", was " + actual);
        }
        try {
            return new Loaded(path, MediaPipeNative.openLibrary(path.toString()));
        } catch (InferenceException e) {
            throw new InferenceException("MediaPipe's library cannot be loaded: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw new InferenceException("the binding to MediaPipe's library cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
        byte[] block = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                digest.update(block, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The library is in this process. */
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
