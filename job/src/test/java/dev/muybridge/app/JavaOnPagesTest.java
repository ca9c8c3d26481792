package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.whole.Compiled;
import dev.muybridge.whole.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages show to programmers compiles. */
final class JavaOnPagesTest {
    private static final String IMPORTS = "import dev.muybridge.app.*; import dev.muybridge.install.*;"
            + " import dev.muybridge.job.config.*; import dev.muybridge.job.table.*; import java.nio.file.*;\n";

    @TempDir
    Path folder;

    @Test
    void snippets_compile() throws IOException {
        List<String> snippets = new ArrayList<>();
        for (String page : List.of("README.md", "job/docs/java.md")) {
            List<String> own = Page.of(page).java();
            assertThat(own).as(page).isNotEmpty();
            snippets.addAll(own);
        }
        List<Path> sources = new ArrayList<>();
        for (String snippet : snippets) {
            String name = "Snippet" + sources.size();
            sources.add(Files.writeString(
                    folder.resolve(name + ".java"),
                    IMPORTS + "class " + name + " { void run() throws Exception {\n" + snippet + "}}\n"));
        }

        assertThat(Compiled.complaints(folder, sources)).isEmpty();
    }

    @Test
    void example_compiles() throws IOException {
        Path source = Path.of("example", "src", "main", "java", "example", "AnnotateFolder.java");

        assertThat(Compiled.complaints(folder, List.of(source))).isEmpty();
        assertThat(folder.resolve("example").resolve("AnnotateFolder.class")).exists();
    }
}
