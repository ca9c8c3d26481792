package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.install.Installation;
import dev.muybridge.whole.Asked;
import dev.muybridge.whole.Runs;
import dev.muybridge.whole.SmallVideos;
import dev.muybridge.whole.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packed program, unpacked on a machine that can build nothing. */
@Tag("all")
final class DistIT {
    /** What there is no need of there. */
    private static final List<String> BUILDERS = List.of("mvn", "npm", "javac", "g++");

    @TempDir
    static Path folder;

    private static Path unpacked;
    private static Path programs;

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        programs = Files.createDirectory(folder.resolve("programs"));
        for (String name : BUILDERS) {
            Path program =
                    Files.writeString(programs.resolve(name), "#!/bin/sh\necho $0 $* >>'" + calls() + "'\nexit 1\n");
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
        Path packed = folder.resolve("packed.tar.gz");
        Path clone = Path.of("").toAbsolutePath().resolveSibling("muybridge");
        assertThat(said(0, clone.toString(), "@dist", packed.toString())).endsWith(packed + "\n");
        Path place = Files.createDirectory(folder.resolve("a pläce"));
        said(0, "tar", "-C", place.toString(), "-xf", packed.toString());
        try (Stream<Path> found = Files.list(place)) {
            unpacked = found.findFirst().orElseThrow();
        }
        // Otherwise it would fetch Ray, which takes a network and a minute.
        Path home = Installation.current().home();
        Files.createSymbolicLink(unpacked.resolve("home/venvs"), home.resolve("venvs"));
        Path ray = Files.createDirectory(unpacked.resolve("home/ray")).resolve("2.60.0");
        Files.createSymbolicLink(ray, Files.readSymbolicLink(home.resolve("ray/2.60.0")));
    }

    @Test
    void run_buildsAndFetchesNothing_andItsRowsAreThoseOfTheClone() throws Exception {
        Path output = folder.resolve("out");

        String said = said(
                0,
                unpacked.resolve("muybridge").toString(),
                "run",
                "--input",
                SmallVideos.step().toString(),
                "--output",
                output.toString(),
                "--workers",
                "1",
                "--model",
                "lite",
                "--preset",
                "ultrafast");

        assertThat(said).doesNotContain("fetching", "building", "installing");
        assertThat(calls()).doesNotExist();
        Runs.Ran local = Runs.run(Asked.of(SmallVideos.step(), folder.resolve("local")));
        assertThat(Tables.content(output.resolve("metrics")))
                .isEqualTo(Tables.content(local.output().resolve("metrics")));
        assertThat(output.resolve("annotated/step.mp4"))
                .hasSameBinaryContentAs(local.output().resolve("annotated/step.mp4"));
    }

    @Test
    void doctor_findsEveryPart() throws Exception {
        String said = said(0, unpacked.resolve("muybridge").toString(), "doctor");

        assertThat(said).contains(unpacked.resolve("home").toString());
    }

    private static Path calls() {
        return folder.resolve("calls");
    }

    /** What a command prints, which ends with that code. It has a home of its own. */
    private static String said(int code, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Commands.HEEDS_INTERRUPTS);
        command.addAll(List.of(words));
        Path out = Files.createTempFile(folder, "said", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
        if (unpacked != null) {
            builder.environment().remove("MUYBRIDGE_HOME");
            builder.environment().put("HOME", folder.resolve("nobody's").toString());
        }
        int ended = builder.start().waitFor();
        String said = Files.readString(out);
        assertThat(ended).as(said).isEqualTo(code);
        return said;
    }
}
