package dev.muybridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench fuzz}: damaged files, each of which may cost only its own row. */
@Command(
        name = "fuzz",
        sortOptions = false,
        header = "Processes damaged files: each may cost only its own row.",
        description = {
            "Damages small videos at random (bits flipped, cut, spliced, headers and lengths changed), puts good ones among them and",
            "processes the whole folder once. Exits with 1 unless the run ends with 3, has one row for each file, blames no worker",
            "for a failure, has done the good ones, and has stayed within bounds of memory and time. The same seed makes the same files."
        })
final class FuzzCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--files", paramLabel = "N", description = "How many damaged files. Default: ${DEFAULT-VALUE}.")
    private int files = 1000;

    @Option(names = "--seed", paramLabel = "S", description = "Seed for the damage. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--input",
            paramLabel = "FOLDER",
            description = "Small good videos to damage. Default: data/fuzz of the clone that this was built in.")
    private @Nullable Path input;

    @Option(
            names = "--ray",
            paramLabel = "embedded|off",
            description =
                    "Where the workers are, as for run; off: a crash in native code ends the run. Default: embedded.")
    private String ray = "embedded";

    @Option(names = "--help", usageHelp = true, description = "Print this text.")
    boolean help;

    @Override
    public Integer call() throws Exception {
        if (files < 1) {
            throw new ParameterException(spec.commandLine(), "--files must be 1 or more, was " + files);
        }
        Path folder = Files.createTempDirectory("muybridge-fuzz-");
        boolean good = false;
        try {
            Fuzz fuzz = new Fuzz(folder, spec.commandLine().getOut()::println);
            fuzz.write(seeds(), files, new Random(seed));
            good = fuzz.run(List.of("--ray", ray));
        } finally {
            if (good) {
                BenchCommand.deleteAll(folder);
            } else {
                spec.commandLine().getOut().println("kept: " + folder);
            }
        }
        return good ? 0 : 1;
    }

    private List<Path> seeds() throws IOException {
        Path from = input == null ? Checkout.folder().resolve("data/fuzz") : input;
        List<Path> seeds;
        try (Stream<Path> all = Files.list(from)) {
            seeds = all.filter(Files::isRegularFile).sorted().toList();
        }
        if (seeds.isEmpty()) {
            throw new IOException("no videos in " + from);
        }
        return seeds;
    }
}
