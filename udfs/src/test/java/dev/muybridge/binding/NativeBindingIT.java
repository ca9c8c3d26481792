package dev.muybridge.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.install.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class NativeBindingIT {
    /** Two classes with native methods, of two packages. */
    private static final Class<?> DRAWING = natives("dev.muybridge.render.planes.DrawingNative");

    private static final Class<?> MEDIAPIPE = natives("dev.muybridge.inference.mediapipe.MediaPipeNative");

    @Test
    void extract_folderIsNamedByTheContent() throws IOException {
        for (Class<?> natives : new Class<?>[] {DRAWING, MEDIAPIPE}) {
            Path library = NativeBinding.extract(natives);
            assertThat(library).hasFileName("libjni" + natives.getSimpleName() + ".so");
            assertThat(library.getParent()).hasFileName("muybridge-" + Sha256.of(library));
            assertThat(NativeBinding.extract(natives)).isEqualTo(library);
        }
    }

    @Test
    void extract_damagedFile_isReplaced() throws IOException {
        Path library = NativeBinding.extract(MEDIAPIPE);
        String sha256 = Sha256.of(library);
        // Away first, because this process may run the code that is in the file.
        Files.delete(library);
        Files.writeString(library, "damaged");
        assertThat(Sha256.of(NativeBinding.extract(MEDIAPIPE))).isEqualTo(sha256);
    }

    @Test
    void extract_classWithoutNativeCode_saysSo() {
        assertThatThrownBy(() -> NativeBinding.extract(String.class))
                .isInstanceOf(UnsatisfiedLinkError.class)
                .hasMessageEndingWith("libjniString.so: it was not built for this machine");
    }

    private static Class<?> natives(String name) {
        try {
            // Without running its static initializer, which would load the library.
            return Class.forName(name, false, NativeBindingIT.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
