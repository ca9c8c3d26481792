package dev.muybridge.job.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.pose.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** README and the pages it leads to are where users look up reasons. */
final class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Path DOCS = Path.of("docs");
    private static final int MOST_LINES = 160;
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @Test
    void reasons_areAllListedWithTheirMeanings() throws IOException {
        String page = Files.readString(DOCS.resolve("reasons.md"));
        assertThat(FailureKind.values())
                .allSatisfy(kind -> assertThat(page).contains("| `" + kind.code() + "` | " + kind.meaning() + " |"));
    }

    @Test
    void readme_isShort() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(MOST_LINES);
    }

    @Test
    void links_leadToFiles() throws IOException {
        List<Path> pages;
        try (var docs = Files.walk(DOCS)) {
            pages = docs.filter(page -> page.toString().endsWith(".md")).toList();
        }
        assertThat(pages).hasSizeGreaterThan(6);
        for (Path page : pages) {
            requireLinks(page);
        }
        requireLinks(ROOT.resolve("README.md"));
        requireLinks(ROOT.resolve(Path.of("deploy", "flink", "README.md")));
    }

    private static void requireLinks(Path page) throws IOException {
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            assertThat(page.resolveSibling(link.group(1)))
                    .as("link in %s", page)
                    .exists();
        }
    }
}
