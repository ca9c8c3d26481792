package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.config.InputRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InputRootsTest {
    @TempDir
    Path folder;

    @Test
    void root_withName_isSplitAtTheFirstEqualsSign() {
        assertThat(InputRoots.parse("left=/in/a=b")).isEqualTo(new InputRoot("left", "/in/a=b"));
    }

    @Test
    void root_thatExistsAsItIs_hasNoName() throws IOException {
        String file = Files.createFile(folder.resolve("a=b.mp4")).toString();

        assertThat(InputRoots.parse(file)).isEqualTo(new InputRoot("", file));
    }

    @ParameterizedTest
    @CsvSource({"plain.mp4", "=x", "a/b=c", "..=x", ".=x", "s3://bucket/a=b"})
    void root_withoutAName_isThePathItself(String input) {
        assertThat(InputRoots.parse(input)).isEqualTo(new InputRoot("", input));
    }
}
