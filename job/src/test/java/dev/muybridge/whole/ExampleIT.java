package dev.muybridge.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example for programmers, compiled and started as its page says, with the jars that Maven has just made. */
@Tag("all")
final class ExampleIT {
    private static final Path BUILT = Path.of("target");

    @TempDir
    Path folder;

    @Test
    void example_annotatesAFolder_andPrintsALineForEachVideo() throws Exception {
        Path classes = Files.createDirectories(folder.resolve("target").resolve("classes"));
        Path source = Path.of("example", "src", "main", "java", "example", "AnnotateFolder.java");
        assertThat(Compiled.complaints(classes, List.of(source))).isEmpty();
        Files.writeString(folder.resolve("target").resolve("classpath"), classPath());
        Path footage = Files.createDirectories(folder.resolve("footage").resolve("below"));
        Files.copy(SmallVideos.step(), footage.resolve("step.mp4"));
        Files.writeString(footage.resolve("text.mp4"), "no video");

        String printed = new Shell(folder).run(Page.of("job/docs/java.md").commandsWith("JvmFlags"));

        assertThat(printed.lines())
                .contains("finished: below/step.mp4", "finished: below/text.mp4", "0 done before")
                .anyMatch(line -> line.matches("below/step\\.mp4: 45 frames, \\d people"))
                .anyMatch(line -> line.startsWith("below/text.mp4: not_a_video: "))
                .noneMatch(line -> line.contains("Exception"));
        assertThat(folder.resolve("results")
                        .resolve("annotated")
                        .resolve("below")
                        .resolve("step.mp4"))
                .exists();
    }

    /** What the example's own build writes: the job's jar, what it brings, and what a Flink cluster has. */
    private static String classPath() throws IOException {
        List<Path> jars = new ArrayList<>(jars(BUILT));
        jars.removeIf(jar -> jar.toString().endsWith("-tests.jar"));
        jars.addAll(jars(BUILT.resolve("lib")));
        jars.addAll(jars(BUILT.resolve("flink")));
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.toAbsolutePath())) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            assertThat(jars).as("jars in %s", folder).isNotEmpty();
            return jars;
        }
    }
}
