package dev.muybridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.cli.Main;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a cluster gets, the job's jar and {@code job/target/lib}, has nothing that only measures or breaks. */
final class JobJarIT {
    private static Path jarOf(Class<?> type) throws Exception {
        Path jar =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        assertThat(jar).isRegularFile();
        return jar;
    }

    /** Names without their packages. */
    private static List<String> classes(Path file) throws Exception {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
                    .map(name -> name.substring(name.lastIndexOf('/') + 1))
                    .toList();
        }
    }

    @Test
    void jobJar_hasNoClassOfTheBench() throws Exception {
        Path job = jarOf(Main.class);
        List<String> ours = classes(jarOf(BenchMain.class));
        assertThat(ours).contains("BenchMain.class", "Chaos.class", "Fuzz.class", "GrabberReader.class");

        assertThat(classes(job))
                .contains("Main.class")
                .doesNotContainAnyElementsOf(ours)
                .noneMatch(name -> name.startsWith("Bench"));
    }

    @Test
    void lib_hasNeitherTheBenchNorWhatItAloneUses() throws Exception {
        Path lib = jarOf(Main.class).resolveSibling("lib");
        try (Stream<Path> jars = Files.list(lib)) {
            assertThat(jars.map(Path::toFile).map(File::getName))
                    .anyMatch(name -> name.startsWith("muybridge-udfs-"))
                    .noneMatch(name -> name.startsWith("muybridge-bench-") || name.startsWith("javacv-"));
        }
    }
}
