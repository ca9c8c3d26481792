package dev.muybridge.bench;

import dev.muybridge.install.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench chaos}: random kills, which must not show in the results. */
@Command(
        name = "chaos",
        sortOptions = false,
        header = "Kills parts of runs at random moments and checks the results.",
        description = {
            "Runs the same command undisturbed and then again and again while parts of it are killed at random moments. Whatever"
                    + " was killed is started again until the run gets through, and the results are compared with the"
                    + " undisturbed ones: videos byte for byte, tables row for row. Exits with 1 if anything differs or is left"
                    + " over.",
            "What is killed depends on the place. disk: Ray's workers, the raylet, the program alone or with all it started, the"
                    + " TaskManager of a Flink cluster. yarn, with HDFS: a TaskManager, the JobManager, the DataNode, the client"
                    + " that waits. ray, three nodes of it, with S3: a worker, a node's raylet, the head's, the program. All"
                    + " servers are started for this, in a network of their own."
        })
final class ChaosCommand implements Callable<Integer> {
    /** The first second of each video, cut about four times. */
    private static final List<String> HOW = List.of(
            "--model", "lite", "--preset", "ultrafast", "--to", "1", "--segment-seconds", "0.25", "--workers", "2");

    private static final List<String> SAMPLES =
            List.of("demo.mp4", "single/cam01.mp4", "single/cam03.mp4", "single/cam04.mp4");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--place",
            paramLabel = "PLACE",
            description = "Where: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private PlaceKind place = PlaceKind.DISK;

    @Option(names = "--kills", paramLabel = "N", description = "How many kills. Default: ${DEFAULT-VALUE}.")
    private int kills = 50;

    @Option(
            names = "--task-managers",
            paramLabel = "N",
            description = "On a disk, how many of the kills hit a TaskManager. Default: a fifth.")
    private @Nullable Integer taskManagers;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Seed for everything random except the machine's speed. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--input",
            paramLabel = "FOLDER",
            description = "Videos to use. Default: four of the samples, and a file that is not a video.")
    private @Nullable Path input;

    @Option(names = "--help", usageHelp = true, description = "Print this text.")
    boolean help;

    @Override
    public Integer call() throws Exception {
        if (place != PlaceKind.DISK && taskManagers != null) {
            throw new ParameterException(spec.commandLine(), "--task-managers is for --place disk");
        }
        int ofTaskManagers = place != PlaceKind.DISK ? 0 : taskManagers == null ? kills / 5 : taskManagers;
        if (kills < 1 || ofTaskManagers < 0 || ofTaskManagers > kills) {
            throw new ParameterException(spec.commandLine(), "--kills must be 1 or more, --task-managers 0 to --kills");
        }
        if (place != PlaceKind.DISK && !OwnNetwork.isHere()) {
            return OwnNetwork.run(
                    spec.root().commandLine().getParseResult().originalArgs(),
                    spec.commandLine().getOut());
        }
        Path folder = Files.createTempDirectory("muybridge-chaos-");
        Random random = new Random(seed);
        Chaos chaos = new Chaos(
                folder,
                KillKind.deal(kills, ofTaskManagers, place.cycle(), random),
                random,
                spec.commandLine().getOut()::println);
        boolean good = false;
        try {
            good = run(chaos, folder, random);
        } finally {
            if (good) {
                BenchCommand.deleteAll(folder);
            } else {
                spec.commandLine().getOut().println("kept: " + folder);
            }
        }
        return good ? 0 : 1;
    }

    private boolean run(Chaos chaos, Path folder, Random random) throws IOException, InterruptedException {
        Path inputs = inputs(folder);
        List<String> options = new ArrayList<>(List.of("--input", inputs.toString()));
        options.addAll(HOW);
        Path servers = folder.resolve("servers");
        switch (place) {
            case DISK -> onDisk(chaos, folder, options, random);
            case YARN -> all(chaos, YarnRuns.open(servers, inputs, HOW, random));
            case RAY -> all(chaos, new RayNodeRuns(servers, options, random));
        }
        return chaos.summary();
    }

    private void onDisk(Chaos chaos, Path folder, List<String> options, Random random)
            throws IOException, InterruptedException {
        all(chaos, new PrivateRuns(options, folder.resolve("tmp"), random));
        if (taskManagers == null || taskManagers > 0) {
            try (ChaosPlace runs = closedAtExit(SessionRuns.open(options, folder.resolve("cluster")))) {
                rounds(chaos, runs);
            }
        }
    }

    private static void all(Chaos chaos, ChaosPlace place) throws IOException, InterruptedException {
        try (ChaosPlace runs = closedAtExit(place)) {
            chaos.learn(runs);
            rounds(chaos, runs);
        }
    }

    private static void rounds(Chaos chaos, ChaosPlace runs) throws IOException, InterruptedException {
        while (chaos.hasKillsFor(runs)) {
            chaos.round(runs);
        }
    }

    /** Also at Ctrl-C nothing is left running. */
    private static ChaosPlace closedAtExit(ChaosPlace place) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                place.close();
            } catch (IOException | InterruptedException e) {
                System.err.println("muybridge: " + e.getMessage());
            }
        }));
        return place;
    }

    private Path inputs(Path folder) throws IOException {
        Path given = input;
        if (given != null) {
            return given.toAbsolutePath();
        }
        Path inputs = Files.createDirectory(folder.resolve("in"));
        for (String sample : SAMPLES) {
            Path file = Installation.current().sample(sample);
            Files.createSymbolicLink(inputs.resolve(sample.replace('/', '-')), file);
        }
        Files.writeString(inputs.resolve("text.mp4"), "This is no video.\n".repeat(100));
        return inputs;
    }
}
