package dev.muybridge.inference.mediapipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.install.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class NativeBindingIT {
    @Test
    void extract_folderIsNamedByTheContent() throws IOException {
        Path library = NativeBinding.extract();
        assertThat(library.getParent()).hasFileName("muybridge-" + Sha256.of(library));
        assertThat(NativeBinding.extract()).isEqualTo(library);
    }

    @Test
    void extract_damagedFile_isReplaced() throws IOException {
        Path library = NativeBinding.extract();
        String sha256 = Sha256.of(library);
        // Away first, because this process may run the code that is in the file.
        Files.delete(library);
        Files.writeString(library, "damaged");
        assertThat(Sha256.of(NativeBinding.extract())).isEqualTo(sha256);
    }
}
