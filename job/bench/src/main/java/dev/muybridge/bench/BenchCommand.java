package dev.muybridge.bench;

import dev.muybridge.app.VideoProcessor;
import dev.muybridge.inference.bundle.ModelBundler;
import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.job.config.People;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench}: runs the whole job, and the loop that you would write without it, and prints the ratio of their rates. */
@Command(
        name = "bench",
        sortOptions = false,
        subcommands = {SeamsCommand.class, ChaosCommand.class, FuzzCommand.class},
        header = "Measures the whole job against a loop that does the same without it.",
        description = {
            "The loop is Python with MediaPipe's own package: decode, find the pose, draw, encode, in one process for each worker,",
            "pinned to a processor. In alternating rounds, loop and job (with its workers in Ray) annotate a short and a long video for",
            "each worker; the long ones less the short ones give the rate of a further frame, without start and end. Prints every round, and then",
            "a table of medians. By default with one person and with two, with a worker for each processor; with one worker and with four,",
            "one round of at most a minute."
        })
public final class BenchCommand implements Callable<Integer> {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    @Parameters(paramLabel = "VIDEO", arity = "0..1", description = "Another video than the samples.")
    private @Nullable Path video;

    @Option(
            names = "--people",
            paramLabel = "main|all|N",
            description = "Whom the job follows in VIDEO. Default: main.")
    private String people = People.MAIN.toString();

    @Option(
            names = "--clips",
            paramLabel = "N",
            description = "Annotate N copies of the video, each a file of its own, in place of one long video.")
    private int clips;

    @Option(
            names = "--workers",
            paramLabel = "N",
            split = ",",
            description = "With how many workers. Default: one for each processor, and 1 and 4.")
    private List<Integer> workers = List.copyOf(new TreeSet<>(List.of(CORES, 1, 4)));

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description =
                    "How much longer the long video takes the loop than the short one. Default: ${DEFAULT-VALUE}.")
    private double minutes = 3;

    @Option(names = "--rounds", paramLabel = "N", description = "How many rounds. Default: ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(
            names = "--loop",
            paramLabel = "python|java",
            description = "java: a loop written with JavaCV and MediaPipe's library. Default: ${DEFAULT-VALUE}.")
    private Loop loop = Loop.PYTHON;

    @Option(names = "--model", paramLabel = "lite|full|heavy", description = "Pose model. Default: full.")
    private ModelSize model = ModelSize.FULL;

    @Option(names = "--json", description = "Print the results as JSON, and the rounds to standard error.")
    private boolean json;

    @Option(names = "--help", usageHelp = true, description = "Print this text.")
    boolean help;

    /** What the job is compared with. */
    enum Loop {
        PYTHON,
        JAVA
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("muybridge-bench-");
        PrintStream rounds = json ? System.err : System.out;
        BenchReport report = new BenchReport(rounds);
        try {
            for (BenchLoad load : loads()) {
                for (int number : workers) {
                    measure(load, number, folder, report);
                }
            }
        } finally {
            deleteAll(folder);
        }
        System.out.println(json ? report.json() : report.table());
        return 0;
    }

    private List<BenchLoad> loads() {
        Path chosen = video;
        if (chosen != null) {
            return List.of(new BenchLoad(chosen, people, clips));
        }
        Installation installation = Installation.current();
        BenchLoad one = new BenchLoad(installation.sample("single/cam03.mp4"), "main", clips);
        // Copies of its own are about many small files, not about people.
        return clips > 0 ? List.of(one) : List.of(one, new BenchLoad(installation.sample("multi/cam04.mp4"), "all", 0));
    }

    private void measure(BenchLoad load, int number, Path folder, BenchReport report) throws Exception {
        boolean main = number == CORES || workers.size() == 1;
        Encoding encoding = new Encoding(VideoProcessor.DEFAULT_QUALITY.preset(), VideoProcessor.DEFAULT_QUALITY.crf());
        Path few = folder.resolve("few");
        Path many = folder.resolve("many");
        load.write(few, number, load.shortest());
        Contender looping = new LoopContender(loop(folder), published(folder), encoding, folder);
        Effort fewOfLoop = looping.run(few, number);
        load.write(many, number, load.longer(fewOfLoop, number, main ? minutes : Math.min(minutes, 1)));
        int last = main ? rounds : 1;
        for (int round = 1; round <= last; round++) {
            Contender job = new JobContender(load.people(), model.id(), encoding, folder, main && round == last);
            Marginal ofLoop = new Marginal(looping.run(few, number), looping.run(many, number));
            Marginal ofJob = new Marginal(job.run(few, number), job.run(many, number));
            report.add(new BenchReport.Setting(load.name(), load.people(), number), ofLoop, ofJob);
        }
        deleteAll(few);
        deleteAll(many);
    }

    private Path published(Path folder) throws IOException {
        Path bundle = folder.resolve("published.task");
        return Files.exists(bundle) ? bundle : ModelBundler.writePublished(Installation.current(), model, bundle);
    }

    private List<String> loop(Path folder) throws IOException {
        if (loop == Loop.JAVA) {
            return BenchProcess.words(BenchMain.class, List.of(), List.of("java-loop"));
        }
        Path script = folder.resolve("loop.py");
        if (!Files.exists(script)) {
            try (InputStream source = BenchCommand.class.getResourceAsStream("loop.py")) {
                if (source == null) {
                    throw new IOException("the bench's jar has no loop.py");
                }
                Files.copy(source, script);
            }
        }
        return List.of(Installation.current().benchPython().toString(), "-I", script.toString());
    }

    static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException problem) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
