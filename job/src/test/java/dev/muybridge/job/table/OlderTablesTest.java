package dev.muybridge.job.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.model.Keys;
import dev.muybridge.job.storage.Location;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.motion.Measures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OlderTablesTest {
    private static final Path OLD = Path.of("src/test/resources/dev/muybridge/whole/output-before-keys");

    @TempDir
    Path folder;

    /** The index knows how long the tables were. */
    @Test
    void renew_forgetsTheIndex_onlyIfTablesChange() throws IOException {
        Path output = folder.resolve("out");
        try (Stream<Path> all = Files.walk(OLD)) {
            for (Path file : all.toList()) {
                Files.copy(file, output.resolve(OLD.relativize(file).toString()));
            }
        }
        Path index = Files.createDirectories(output.resolve(".index")).resolve("entries");
        Files.writeString(index, "old");
        OutputLayout layout = new OutputLayout(Location.of(output).uri(), new Keys("p", "r", "a"));

        assertThat(new OlderTables(layout, Measures.STANDARD).renew()).isEqualTo(4);
        assertThat(index).doesNotExist();

        Files.writeString(index, "new");
        assertThat(new OlderTables(layout, Measures.STANDARD).renew()).isZero();
        Files.delete(output.resolve(".index/columns"));
        assertThat(new OlderTables(layout, Measures.STANDARD).renew()).isZero();
        assertThat(index).exists();
    }
}
