package dev.muybridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What knows of videos knows of no command line: whoever has one names its flags. */
final class FlagsTest {
    private static final Pattern FLAG = Pattern.compile("(?<![\\w-])--[a-z]");

    @ParameterizedTest
    @ValueSource(strings = {"media", "pose"})
    void sources_nameNoFlag(String part) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of("src", "main", "java", "dev", "muybridge", part))) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertThat(files).hasSizeGreaterThan(5);
        for (Path file : files) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(FLAG);
        }
    }
}
