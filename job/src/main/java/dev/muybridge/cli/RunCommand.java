package dev.muybridge.cli;

import dev.muybridge.app.ExitCode;
import dev.muybridge.app.RunException;
import dev.muybridge.app.RunReport;
import dev.muybridge.app.VideoProcessor;
import dev.muybridge.app.VideoProcessorBuilder;
import dev.muybridge.app.VideoRun;
import dev.muybridge.app.WorkersAt;
import dev.muybridge.install.ModelSize;
import dev.muybridge.job.config.Quality;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.source.InputsException;
import dev.muybridge.media.Limits;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
    @Spec
    private CommandSpec spec;

    @Mixin
    private RunArguments arguments;

    @Override
    public Integer call() throws Exception {
        VideoProcessorBuilder asked = arguments.asked(spec);
        WorkerCount count = count(processor(asked, spec));
        arguments.workers = count.workers();
        VideoProcessor processor = processor(asked.workers(count.workers()), spec);
        RunOptions options = processor.options();
        RunLog log = openLog();
        log.write(LogHead.lines(spec, options));
        if (!count.warning().isEmpty()) {
            log.terminal().println("muybridge: " + count.warning());
        }
        Display display = new Display(log, arguments.verbose, options.output(), options.workers()) {
            @Override
            public void submitted(String job, @Nullable URI pages) {
                if (arguments.uiPort != null) {
                    unlogged("Flink's web pages, for you alone: " + pages);
                }
            }
        };
        return watch(processor.newRun(display), log, display);
    }

    private static WorkerCount count(VideoProcessor asked) {
        int workers = asked.options().workers();
        return asked.workersAt() instanceof WorkersAt.RayCluster
                ? new WorkerCount(workers, "")
                : WorkerCount.onThisMachine(workers);
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

    /** A run up to its end. */
    interface Execution {
        RunReport execute() throws IOException, RunException, InterruptedException;
    }

    static int watch(RunLog log, Display display, Execution execution) throws Exception {
        try {
            RunReport report;
            try {
                report = execution.execute();
            } finally {
                display.close();
            }
            display.summary(report);
            return ExitCode.of(report);
        } catch (FileNotFoundException | InputsException e) {
            return say(log, ExitCode.of(e), describe(e));
        } catch (RunException | IOException e) {
            log.trace(e);
            return say(log, ExitCode.of(e), describe(e));
        } catch (RuntimeException e) {
            // What nobody expected is told too: what goes to standard error ends in a log by now.
            log.trace(e);
            return say(log, ExitCode.JOB_FAILED, describe(e));
        }
    }

    /** What a library could not do, and in brackets what came first. */
    private static String describe(RuntimeException e) {
        Throwable first = e;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return first == e ? message(e) : message(e) + " (" + message(first) + ")";
    }

    private static String message(Throwable e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
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
        return e instanceof FileSystemException denied
                ? "cannot write to " + denied.getFile() + ": " + reason(denied)
                : String.valueOf(e.getMessage());
    }

    /** Where Java has a class for a reason, it has no text for it. */
    private static String reason(FileSystemException denied) {
        String text = denied.getReason();
        if (text != null) {
            return text;
        }
        if (denied instanceof AccessDeniedException) {
            return "Permission denied";
        }
        return denied instanceof NoSuchFileException
                ? "no such folder, and none can be made there"
                : denied.getClass().getSimpleName();
    }

    static VideoProcessor processor(VideoProcessorBuilder asked, CommandSpec spec) {
        try {
            return asked.build();
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    static final class RunArguments {
        private static final String DEFAULT_INPUT = "public";

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

        /** @throws CommandLine.ParameterException when there is nothing to read */
        VideoProcessorBuilder asked(CommandSpec spec) {
            VideoProcessorBuilder asked = VideoProcessor.builder()
                    .output(output)
                    .workers(workers)
                    .rayToken(rayToken)
                    .model(model)
                    .segmentSeconds(segmentSeconds)
                    .recursive(recursive)
                    .overwrite(overwrite)
                    .verify(verify)
                    .segments(!noSegments)
                    .poses(!noPoses)
                    .quality(quality)
                    .preset(preset)
                    .crf(crf)
                    .maxFailures(maxFailures)
                    .maxPixels(maxPixels)
                    .maxStreams(maxStreams)
                    .maxHours(maxHours)
                    .uiPort(uiPort)
                    .runName(runName);
            if (ray != null) {
                asked.ray(ray);
            }
            wanted.ask(asked);
            allInputs(spec).forEach(asked::input);
            return asked;
        }

        private List<String> allInputs(CommandSpec spec) {
            List<String> all = new ArrayList<>(inputs);
            all.addAll(paths);
            if (all.isEmpty()) {
                if (!Files.exists(Path.of(DEFAULT_INPUT))) {
                    throw new CommandLine.ParameterException(
                            spec.commandLine(),
                            "no input is given, and there is no folder "
                                    + Path.of(DEFAULT_INPUT).toAbsolutePath()
                                    + ", which is read then; for example: ./muybridge run clips/ --output results");
                }
                all.add(DEFAULT_INPUT);
            }
            return all;
        }
    }
}
