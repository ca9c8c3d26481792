package dev.muybridge.cli;

import dev.muybridge.app.ExitCode;
import dev.muybridge.app.RunException;
import dev.muybridge.app.RunReport;
import dev.muybridge.app.VideoProcessor;
import dev.muybridge.app.VideoRun;
import dev.muybridge.app.WorkersAt;
import dev.muybridge.install.ModelSize;
import dev.muybridge.job.config.FailureLimit;
import dev.muybridge.job.config.InputRoot;
import dev.muybridge.job.config.Quality;
import dev.muybridge.job.config.RunId;
import dev.muybridge.job.config.RunLimits;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.source.NameClashException;
import dev.muybridge.job.storage.Location;
import dev.muybridge.media.Limits;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code run}: annotates videos. */
@Command(
        name = "run",
        sortOptions = false,
        description = "Annotates videos and writes their metrics.",
        footer = {
            "",
            "Results under OUTPUT: annotated/ (the videos), segments/ (their segments), metrics/ and videos/ (tables in"
                    + " Parquet), poses/ (for later runs), logs/. Videos that are done and have not changed are skipped.",
            "Exit codes: 0 all done, 1 the job failed, 2 wrong usage or no such input, 3 some videos failed (the others are"
                    + " finished), 130 or 143 stopped (run the same command again to continue)."
        })
final class RunCommand implements Callable<Integer> {
    private static final int MAX_PORT = 65535;
    private static final String DEFAULT_INPUT = "public";
    private static final Set<String> FROM_THE_NET = Set.of("http", "https", "ftp", "ftps", "sftp", "rtsp", "rtmp");

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunArguments arguments;

    @Override
    public Integer call() throws Exception {
        WorkersAt where = workers(arguments, spec, "embedded");
        WorkerCount count = where instanceof WorkersAt.RayCluster
                ? new WorkerCount(arguments.workers, "")
                : WorkerCount.onThisMachine(arguments.workers);
        arguments.workers = count.workers();
        RunOptions options = options(arguments, spec);
        OptionalInt uiPort = uiPort();
        RunLog log = openLog();
        log.write(LogHead.lines(spec, options));
        if (!count.warning().isEmpty()) {
            log.terminal().println("muybridge: " + count.warning());
        }
        Display display = new Display(log, arguments.verbose, options.output(), options.workers()) {
            @Override
            public void submitted(String job, @Nullable URI pages) {
                if (uiPort.isPresent()) {
                    unlogged("Flink's web pages, for you alone: " + pages);
                }
            }
        };
        VideoRun run = new VideoProcessor(options.model(), options.workers(), where).newRun(options, display, uiPort);
        return watch(run, log, display);
    }

    private OptionalInt uiPort() {
        if (arguments.uiPort == null) {
            return OptionalInt.empty();
        }
        if (arguments.uiPort < 0 || arguments.uiPort > MAX_PORT) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--ui-port must be 0 to " + MAX_PORT + ", was " + arguments.uiPort);
        }
        return OptionalInt.of(arguments.uiPort);
    }

    /** Runs to the end, or to a signal; returns the exit code. */
    static int watch(VideoRun run, RunLog log, Display display) throws Exception {
        return watch(log, display, () -> {
            StopHook hook = StopHook.install(run, log, display);
            try {
                return run.execute();
            } finally {
                hook.remove();
            }
        });
    }

    /** The same in a process that is not this program's own: a signal that ends it ends no job. */
    static int watchWithoutSignals(VideoRun run, RunLog log, Display display) throws Exception {
        return watch(log, display, run::execute);
    }

    private interface Execution {
        RunReport execute() throws IOException, RunException, InterruptedException;
    }

    private static int watch(RunLog log, Display display, Execution execution) throws Exception {
        try {
            RunReport report;
            try {
                report = execution.execute();
            } finally {
                display.close();
            }
            display.summary(report);
            return ExitCode.of(report);
        } catch (FileNotFoundException | NameClashException e) {
            return say(log, ExitCode.of(e), describe(e));
        } catch (RunException | IOException e) {
            log.trace(e);
            return say(log, ExitCode.of(e), describe(e));
        }
    }

    /** To be called before anything else of Flink is touched: loggers are made once and must find the file. */
    private RunLog openLog() throws RunException {
        try {
            return RunLog.open(arguments.output);
        } catch (IOException e) {
            throw new RunException(describe(e), e);
        }
    }

    private static int say(RunLog log, int code, String line) {
        log.terminal().println(Printable.of("muybridge: " + line));
        return code;
    }

    private static String describe(Exception e) {
        return e instanceof java.nio.file.FileSystemException denied
                ? "cannot write to " + denied.getFile() + ": "
                        + (denied.getReason() == null ? denied.getClass().getSimpleName() : denied.getReason())
                : String.valueOf(e.getMessage());
    }

    static RunOptions options(RunArguments arguments, CommandSpec spec) {
        try {
            return new RunOptions(
                    roots(arguments, spec),
                    VideoProcessor.outputUri(arguments.output),
                    arguments.workers,
                    arguments.model,
                    arguments.segmentSeconds,
                    arguments.recursive,
                    arguments.overwrite,
                    arguments.verify,
                    new RunOptions.Published(!arguments.noSegments, !arguments.noPoses),
                    arguments.preset == null ? arguments.quality.preset() : arguments.preset,
                    arguments.crf == null ? arguments.quality.crf() : arguments.crf,
                    arguments.wanted.wanted(),
                    new RunLimits(
                            optionNamed(
                                    "--max-",
                                    () -> new Limits(arguments.maxPixels, arguments.maxStreams, arguments.maxHours)),
                            arguments.maxFailures == null
                                    ? FailureLimit.NONE
                                    : FailureLimit.parse(arguments.maxFailures)),
                    arguments.runName == null ? RunId.fresh() : RunId.named(arguments.runName));
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    /** Values name themselves when they are refused; {@code prefix} puts the name of their option before that. */
    static <T> T optionNamed(String prefix, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(prefix + e.getMessage(), e);
        }
    }

    /** @param otherwise the value of {@code --ray} if it is not given */
    static WorkersAt workers(RunArguments arguments, CommandSpec spec, String otherwise) {
        String ray = arguments.ray;
        try {
            return WorkersAt.parse(ray == null ? otherwise : ray, arguments.rayToken);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private static List<InputRoot> roots(RunArguments arguments, CommandSpec spec) {
        List<InputRoot> roots = new ArrayList<>();
        for (String input : inputs(arguments, spec)) {
            InputRoot root = root(input);
            requireExisting(root, spec);
            roots.add(root);
        }
        return roots;
    }

    private static List<String> inputs(RunArguments arguments, CommandSpec spec) {
        List<String> inputs = new ArrayList<>(arguments.inputs);
        inputs.addAll(arguments.paths);
        if (inputs.isEmpty()) {
            if (!Files.exists(Path.of(DEFAULT_INPUT))) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        "no input is given, and there is no folder "
                                + Path.of(DEFAULT_INPUT).toAbsolutePath()
                                + ", which is read then; for example: ./muybridge run clips/ --output results");
            }
            return List.of(DEFAULT_INPUT);
        }
        return inputs;
    }

    private static void requireReadable(Location input, CommandSpec spec) {
        String scheme = input.uri().substring(0, input.uri().indexOf(':'));
        if (FROM_THE_NET.contains(scheme)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "cannot read " + input + ": inputs are files, folders and globs on this machine or on a file system"
                            + " that Flink knows; download it first");
        }
    }

    /** Reports a mistyped input before OUTPUT is created; what only Flink can look up is looked up later. */
    private static void requireExisting(InputRoot root, CommandSpec spec) {
        Location input = Location.parse(root.path());
        requireReadable(input, spec);
        boolean glob = root.path().chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
        if (input.isLocal() && !glob && !Files.exists(input.local())) {
            throw new CommandLine.ParameterException(spec.commandLine(), "no such input: " + root.path());
        }
    }

    /** {@code NAME=PATH} is a named root, unless there is a file with exactly that name. */
    static InputRoot root(String input) {
        int equals = input.indexOf('=');
        if (equals <= 0 || Files.exists(Path.of(input))) {
            return new InputRoot("", input);
        }
        String name = input.substring(0, equals);
        if (name.contains("/") || name.equals("..") || name.equals(".")) {
            return new InputRoot("", input);
        }
        return new InputRoot(name, input.substring(equals + 1));
    }

    static final class RunArguments {
        @CommandLine.Option(
                names = "--input",
                arity = "1..*",
                paramLabel = "PATH",
                description =
                        "Videos, folders or globs to read; NAME=PATH puts the results for PATH under NAME/. Default: public.")
        List<String> inputs = List.of();

        @CommandLine.Parameters(arity = "0..*", paramLabel = "PATH", description = "The same as --input PATH.")
        List<String> paths = List.of();

        @CommandLine.Option(
                names = "--output",
                paramLabel = "DIR",
                description = "Folder for the results. Default: ${DEFAULT-VALUE}.")
        String output = "output";

        @CommandLine.Option(
                names = "--workers",
                paramLabel = "N",
                description = "How many segments to work on at the same time. Default: one per core.")
        int workers = Runtime.getRuntime().availableProcessors();

        @CommandLine.Option(
                names = "--ray",
                paramLabel = "embedded|HOST:PORT|off",
                description =
                        "Where the workers run: in a Ray cluster started for this run (embedded), in the one at HOST:PORT, or"
                                + " in this process (off). Default: embedded; submit has no default.")
        @Nullable
        String ray;

        @CommandLine.Option(
                names = "--ray-token",
                paramLabel = "FILE",
                description = "File with the token of the Ray cluster at HOST:PORT.")
        @Nullable
        String rayToken;

        @CommandLine.Option(
                names = "--model",
                paramLabel = "lite|full|heavy",
                description = "Pose model, from fastest to most accurate. Default: full.")
        ModelSize model = ModelSize.FULL;

        @CommandLine.Option(
                names = "--segment-seconds",
                paramLabel = "S",
                description = "Target length of a segment in seconds. Default: 3 to 10, by the length of the video.")
        @Nullable
        Double segmentSeconds;

        @CommandLine.Option(names = "--recursive", description = "Also read subfolders.")
        boolean recursive;

        @CommandLine.Option(names = "--overwrite", description = "Redo videos that are done and have not changed.")
        boolean overwrite;

        @CommandLine.Option(
                names = "--verify",
                description = "Look for the segments of videos that are done too; make again what is missing or short.")
        boolean verify;

        @CommandLine.Option(names = "--no-segments", description = "Publish whole videos only, without their segments.")
        boolean noSegments;

        @CommandLine.Option(
                names = "--no-poses",
                description =
                        "Do not publish the poses. With them, a later run with other options need not analyse the video again.")
        boolean noPoses;

        @CommandLine.Option(
                names = "--quality",
                paramLabel = "fast|balanced|small",
                description =
                        "How to encode: quickly, into small files, or in between; sets --preset and --crf unless they are given."
                                + " Default: fast.")
        Quality quality = VideoProcessor.DEFAULT_QUALITY;

        @CommandLine.Option(
                names = "--preset",
                paramLabel = "P",
                description =
                        "x264 preset, from ultrafast, superfast, veryfast, faster, fast and medium to slow, slower and veryslow:"
                                + " slower presets make smaller files. Default: that of --quality.")
        @Nullable
        String preset;

        @Mixin
        WantedArguments wanted = new WantedArguments();

        @CommandLine.Option(
                names = "--crf",
                paramLabel = "1..51",
                description = "x264 quality: lower is better but makes larger files. Default: that of --quality.")
        @Nullable
        Integer crf;

        @CommandLine.Option(
                names = "--max-failures",
                paramLabel = "N|P%",
                description =
                        "Stop the run once more than N videos, or more than P percent, have failed. Default: never.")
        @Nullable
        String maxFailures;

        @CommandLine.Option(
                names = "--max-pixels",
                paramLabel = "N",
                description = "Reject videos whose pictures have more pixels. Default: ${DEFAULT-VALUE}.")
        long maxPixels = Limits.DEFAULT.pixels();

        @CommandLine.Option(
                names = "--max-streams",
                paramLabel = "N",
                description = "Reject videos with more streams. Default: ${DEFAULT-VALUE}.")
        int maxStreams = Limits.DEFAULT.streams();

        @CommandLine.Option(
                names = "--max-hours",
                paramLabel = "H",
                description = "Reject videos longer than this many hours. Default: ${DEFAULT-VALUE}.")
        double maxHours = Limits.DEFAULT.hours();

        @CommandLine.Option(
                names = "--ui-port",
                paramLabel = "PORT",
                description =
                        "Show Flink's web pages on this port of this machine during the run, at the address that is printed then; 0 picks a"
                                + " free port.")
        @Nullable
        Integer uiPort;

        @CommandLine.Option(
                names = "--run-name",
                paramLabel = "NAME",
                description =
                        "What this run is called, for whoever schedules it; a run that is started again under its name takes over from its"
                                + " first attempt. Default: the time and a random number.")
        @Nullable
        String runName;

        @CommandLine.Option(names = "--verbose", description = "Show how long each part of the start-up took.")
        boolean verbose;

        @CommandLine.Option(names = "--help", usageHelp = true, description = "Print this text.")
        boolean help;
    }
}
