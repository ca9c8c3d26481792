package dev.muybridge.inference.mediapipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.inference.InferenceException;
import dev.muybridge.install.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeLibraryIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void load_installed_isLoadedOnce() {
        NativeLibrary first = NativeLibrary.load(Installed.library());
        assertThat(first).isInstanceOf(NativeLibrary.Loaded.class).isSameAs(NativeLibrary.load(Installed.library()));
        assertThat(first.orThrow().path())
                .isEqualTo(Installed.library().toAbsolutePath().normalize());
    }

    @Test
    void sizeAndCrc_areThoseOfTheFileWithTheSha256() throws IOException {
        byte[] bytes = Files.readAllBytes(Installed.library());
        CRC32 crc = new CRC32();
        crc.update(bytes);
        assertThat(Sha256.of(bytes)).isEqualTo(NativeLibrary.SHA_256);
        assertThat(bytes).hasSize((int) NativeLibrary.BYTES);
        assertThat(crc.getValue()).isEqualTo(NativeLibrary.CRC_32);
    }

    @Test
    void load_otherContentOfTheSameSize_isRefused() throws IOException {
        Path other = folder.resolve("libmediapipe.so");
        byte[] bytes = Files.readAllBytes(Installed.library());
        bytes[bytes.length / 2] ^= 1;
        Files.write(other, bytes);
        assertThat(missing(NativeLibrary.load(other)).cause()).contains("its SHA-256 must be");
    }

    @Test
    void load_absent_saysWhere() {
        Path absent = folder.resolve("libmediapipe.so");
        NativeLibrary.Missing missing = missing(NativeLibrary.load(absent));
        assertThat(missing.triedPaths()).containsExactly(absent);
        assertThat(missing.cause())
                .isEqualTo("MediaPipe's library is missing: " + absent + "; './muybridge setup' installs it");
        assertThatThrownBy(missing::orThrow)
                .isInstanceOf(InferenceException.class)
                .hasMessage(missing.cause());
    }

    @Test
    void load_absentThenInstalled_isFound() throws IOException {
        Path late = folder.resolve("libmediapipe.so");
        missing(NativeLibrary.load(late));
        Files.createSymbolicLink(late, Installed.library());
        assertThat(NativeLibrary.load(late)).isInstanceOf(NativeLibrary.Loaded.class);
    }

    @Test
    void load_folder_saysItCannotBeRead() {
        assertThat(missing(NativeLibrary.load(folder)).cause())
                .startsWith("MediaPipe's library cannot be read: ")
                .contains("directory");
    }

    @Test
    void load_otherContent_namesBothChecksums() throws IOException {
        Path text = Files.writeString(folder.resolve("libmediapipe.so"), "not a library");
        assertThat(missing(NativeLibrary.load(text)).cause())
                .isEqualTo(text + " is not the library of MediaPipe 0.10.33: its SHA-256 must be "
                        + NativeLibrary.SHA_256 + ", was " + Sha256.of(text));
    }

    @Test
    void load_textOfRightChecksum_givesTheLinkersMessage() throws IOException {
        Path text = Files.writeString(folder.resolve("libmediapipe.so"), "not a library");
        assertThat(missing(NativeLibrary.load(text, Sha256.of(text))).cause())
                .isEqualTo("MediaPipe's library cannot be loaded: " + text + ": file too short" + NativeLibrary.NEEDS);
    }

    @Test
    void load_otherLibraryOfRightChecksum_namesTheMissingFunction() throws IOException {
        Path other = folder.resolve("libother.so");
        String binding = "linux-x86_64/libjniMediaPipeNative.so";
        try (InputStream in = Objects.requireNonNull(MediaPipeNative.class.getResourceAsStream(binding))) {
            Files.copy(in, other);
        }
        assertThat(missing(NativeLibrary.load(other, Sha256.of(other))).cause())
                .isEqualTo("MediaPipe's library cannot be loaded: MpPoseLandmarkerCreate is not in the library"
                        + NativeLibrary.NEEDS);
    }

    private static NativeLibrary.Missing missing(NativeLibrary library) {
        assertThat(library).isInstanceOf(NativeLibrary.Missing.class);
        return (NativeLibrary.Missing) library;
    }
}
