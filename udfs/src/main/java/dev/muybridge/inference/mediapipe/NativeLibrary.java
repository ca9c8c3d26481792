package dev.muybridge.inference.mediapipe;

import dev.muybridge.inference.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;

/** MediaPipe's library, found, checked and opened, or why not. It is opened once a process and stays open. */
public sealed interface NativeLibrary {
    /** The library is open. */
    record Loaded(Path path) implements NativeLibrary {}

    /**
     * The library cannot be used.
     *
     * @param path where it was looked for
     * @param cause a sentence: what is wrong and what to do
     */
    record Missing(Path path, String cause) implements NativeLibrary {}

    /** Finds, checks and opens the library at {@code path}; asked again it gives the same answer. */
    static NativeLibrary load(Path path) {
        return Loading.load(path.toAbsolutePath().normalize());
    }

    /** The library is open, or an {@link InferenceException} says why not. */
    default void verifyLoaded() {
        if (this instanceof Missing missing) {
            throw new InferenceException(missing.cause());
        }
    }

    /** How it is done; an interface cannot keep state. */
    final class Loading {
        /** Of the library in the package {@code mediapipe} 0.10.33: in other versions the C structs differ, which would crash. */
        private static final String SHA_256 = "b7fb2e0e428102221a5f05350bd3a66208a0aec0e608af69a4ae561770d83d45";

        private static final Map<Path, NativeLibrary> LOADED = new HashMap<>();

        private Loading() {}

        private static synchronized NativeLibrary load(Path path) {
            NativeLibrary known = LOADED.get(path);
            if (known == null) {
                known = tryLoad(path);
                if (known instanceof Loaded) {
                    LOADED.put(path, known);
                }
            }
            return known;
        }

        private static NativeLibrary tryLoad(Path path) {
            if (!Files.isRegularFile(path)) {
                return new Missing(path, "MediaPipe's library is not at " + path + "; './muybridge setup' installs it");
            }
            try {
                String found = sha256(path);
                if (!found.equals(SHA_256)) {
                    return new Missing(
                            path,
                            path + " is not MediaPipe 0.10.33: its SHA-256 is " + found + ", not " + SHA_256
                                    + "; delete it and run './muybridge setup'");
                }
                return open(path);
            } catch (IOException e) {
                return new Missing(path, "MediaPipe's library cannot be read: " + e.getMessage());
            }
        }

        private static NativeLibrary open(Path path) {
            try {
                MediaPipeNative.load();
            } catch (UnsatisfiedLinkError e) {
                return new Missing(path, "the binding to MediaPipe cannot be loaded: " + e.getMessage());
            }
            try (BytePointer name = new BytePointer(path.toString());
                    BytePointer error = new BytePointer(MediaPipeNative.ERROR_BYTES)) {
                if (MediaPipeNative.openLibrary(name, error) < 0) {
                    return new Missing(
                            path,
                            "MediaPipe's library cannot be opened: " + error.getString()
                                    + " (it needs libEGL.so.1 and libGLESv2.so.2: Debian packages libegl1 and libgles2)");
                }
                return new Loaded(path);
            }
        }

        private static String sha256(Path path) throws IOException {
            try (InputStream in = Files.newInputStream(path);
                    DigestInputStream hashing = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
                hashing.transferTo(OutputStream.nullOutputStream());
                return HexFormat.of().formatHex(hashing.getMessageDigest().digest());
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java platform has SHA-256", e);
            }
        }
    }
}
