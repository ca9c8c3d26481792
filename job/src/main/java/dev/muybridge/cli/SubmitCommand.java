package dev.muybridge.cli;

import dev.muybridge.app.ExitCode;
import dev.muybridge.app.ReportFile;
import dev.muybridge.app.RunOutcome;
import dev.muybridge.app.RunReport;
import dev.muybridge.app.VideoProcessor;
import dev.muybridge.app.VideoRun;
import dev.muybridge.app.WorkersAt;
import dev.muybridge.cli.RunCommand.RunArguments;
import dev.muybridge.job.config.InputRoot;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.storage.Location;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code submit}: with a target, Flink's client, which carries this same command to a cluster, without the target; there Flink executes
 * it, for a session cluster still in the client, in application mode in the JobManager.
 */
@Command(
        name = "submit",
        sortOptions = false,
        description = "Annotates videos on a Flink cluster.",
        footer = {
            "",
            "Paths must mean the same on every machine of the cluster. In application mode they have to be absolute, or URIs;"
                    + " elsewhere relative paths are resolved on this machine.",
            "On a session cluster Ctrl-C cancels the job; results and exit codes are the same as those of run. In application"
                    + " mode, and with -d, this command ends as soon as the job is submitted. How an application's run ended is in"
                    + " OUTPUT/runs/NAME.json; --wait waits for that, and then has run's exit codes."
        })
final class SubmitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            description =
                    "Where: remote, yarn-session, yarn-application, kubernetes-session or kubernetes-application.")
    private @Nullable String target;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "-DKEY=VALUE is a setting of Flink's; can be given several times.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "-p",
            paramLabel = "N",
            description =
                    "Spread the work over N TaskManagers, each of which has its share of the workers. Default: all that a"
                            + " session cluster has free, 1 in application mode.")
    private @Nullable Integer taskManagers;

    @Option(names = "-d", description = "Do not wait for the job on a session cluster.")
    private boolean detached;

    @Option(
            names = "--wait",
            description = "Wait for an application to end; exit as run would. Ctrl-C stops the waiting only.")
    private boolean waiting;

    @Mixin
    private RunArguments arguments;

    @Override
    public Integer call() throws Exception {
        Target chosen = target == null ? null : target(target);
        if (chosen == null && (waiting || detached || taskManagers != null || !settings.isEmpty())) {
            throw wrong("-d, -D, -p and --wait need --target");
        }
        if (taskManagers != null && taskManagers < 1) {
            throw wrong("-p must be 1 or more, was " + taskManagers);
        }
        if (chosen != null && !chosen.isApplication() && taskManagers != null && taskManagers == 1) {
            // Flink's own default is 1 too, so it cannot be told from no wish at all.
            throw wrong("-p takes 2 or more on a session cluster; with --workers 1 one TaskManager works");
        }
        boolean inJobManager = chosen == null && VideoProcessor.isInJobManager();
        VideoProcessor processor = RunCommand.processor(arguments.asked(spec), spec);
        RunOptions options = processor.options();
        if (inJobManager || (chosen != null && chosen.isApplication())) {
            requireAbsolute(options);
        }
        if (processor.workersAt() instanceof WorkersAt.EmbeddedRay) {
            throw wrong("--ray embedded is for run; submit needs --ray HOST:PORT or --ray off");
        }
        if (arguments.uiPort != null) {
            throw wrong("--ui-port is for run; the cluster has its own web interface");
        }
        if (chosen != null) {
            return carry(chosen, processor);
        }
        return inJobManager ? executeOnce(processor) : execute(processor, true);
    }

    private Target target(String name) {
        try {
            Target chosen = Target.of(name);
            if (waiting && !chosen.isApplication()) {
                throw new IllegalArgumentException(
                        "--wait is for --target yarn-application and kubernetes-application; others are waited for unless"
                                + " -d is given");
            }
            return chosen;
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    /** A relative path would be one below some folder of the JobManager's machine, and what is written there soon gone. */
    private void requireAbsolute(RunOptions options) {
        List<String> paths =
                new ArrayList<>(options.inputs().stream().map(InputRoot::path).toList());
        paths.add(arguments.output);
        for (String path : paths) {
            if (!path.startsWith("/") && Location.parse(path).isLocal() && !path.startsWith("file:")) {
                throw wrong(
                        "in application mode paths have to be absolute, or URIs such as hdfs:///videos; was " + path);
            }
        }
    }

    private int carry(Target chosen, VideoProcessor processor) throws Exception {
        RunOptions options = processor.options();
        List<String> words = ownWords(spec.root().commandLine().getParseResult().originalArgs());
        if (arguments.runName == null) {
            words.addAll(0, List.of("--run-name", options.run().name()));
        }
        if (taskManagers != null) {
            settings.put(FlinkClient.TASKS, Integer.toString(Math.min(taskManagers, options.workers())));
        }
        FlinkClient client = new FlinkClient(chosen, settings, detached);
        if (!chosen.isApplication()) {
            return client.run(words, processor);
        }
        client.openStorage();
        PrintStream out = RunLog.ofOthers().terminal();
        String begun = "run " + options.run().name() + "; its report, once it has ended: "
                + new ReportFile(options).location();
        if (chosen == Target.KUBERNETES_APPLICATION) {
            out.println(begun);
            return waiting ? runOnKubernetes(client, words, processor) : client.run(words, processor);
        }
        try (YarnApplications yarn = new YarnApplications()) {
            yarn.requireIdle(options);
            out.println(begun);
            int code = client.run(words, processor);
            return waiting && code == ExitCode.OK ? yarn.await(options, out) : code;
        }
    }

    /** Whoever waits may be started again, as pods are: it takes over the run that is under way, or has ended. */
    private static int runOnKubernetes(FlinkClient client, List<String> words, VideoProcessor processor)
            throws Exception {
        RunOptions options = processor.options();
        PrintStream out = RunLog.ofOthers().terminal();
        try (KubernetesApplication application = client.kubernetes(options)) {
            Optional<Integer> before = application.ended(options, out);
            if (before.isPresent()) {
                return before.get();
            }
            int code = application.isThere() ? ExitCode.OK : client.run(words, processor);
            return code == ExitCode.OK ? application.await(options, out) : code;
        }
    }

    /** What was given, without {@code submit} itself and what is the client's. */
    static List<String> ownWords(List<String> given) {
        List<String> words = new ArrayList<>();
        for (int i = 1; i < given.size(); i++) {
            String word = given.get(i);
            if (word.equals("--")) {
                words.addAll(given.subList(i, given.size()));
                break;
            }
            if (word.equals("--target") || word.equals("-D") || word.equals("-p")) {
                i++;
            } else if (!word.startsWith("--target=")
                    && !word.startsWith("-D")
                    && !word.startsWith("-p")
                    && !word.equals("-d")
                    && !word.equals("--wait")) {
                words.add(word);
            }
        }
        return words;
    }

    /** A JobManager may be started again after its run has ended, which nobody asked for. */
    private int executeOnce(VideoProcessor processor) throws Exception {
        Optional<RunOutcome> before = new ReportFile(processor.options()).read();
        if (before.isPresent()) {
            RunLog.ofOthers().write(List.of("nothing to do: " + before.get().line()));
            return before.get().exitCode();
        }
        return execute(processor, false);
    }

    private int execute(VideoProcessor processor, boolean stoppable) throws Exception {
        RunOptions options = processor.options();
        RunLog log = RunLog.ofOthers();
        log.write(LogHead.lines(spec, options));
        Display display = new SubmittedDisplay(log, arguments.verbose, options);
        VideoRun run = processor.newSubmittedRun(display);
        return stoppable ? RunCommand.watch(run, log, display) : RunCommand.watchWithoutSignals(run, log, display);
    }

    /** Also says where to find the job and its logs. */
    private static final class SubmittedDisplay extends Display {
        private final String output;
        private boolean submitted;

        SubmittedDisplay(RunLog log, boolean verbose, RunOptions options) {
            super(log, verbose, options.output(), options.workers());
            this.output = Location.ofUri(options.output()).toString();
        }

        @Override
        public void submitted(String job, @Nullable URI rest) {
            submitted = true;
            // Set by whoever shows the cluster's pages to a browser. It has a secret in it, so it is no argument.
            String pages = System.getenv("MUYBRIDGE_PAGES");
            if (rest == null) {
                line("job: " + job);
                return;
            }
            unlogged("job: " + (pages == null ? rest + "/" : pages) + "#/job/running/" + job + "/overview");
            String own = System.getProperty("log.file");
            line("logs: on the same pages, those of the TaskManager"
                    + (own == null ? "" : "; in " + own + ", those of this program"));
        }

        @Override
        void summary(RunReport report) {
            if (submitted && report.done().isEmpty() && report.failed().isEmpty()) {
                line("the job continues on its own; a video is done once its row is in " + output + "/videos");
            } else {
                super.summary(report);
            }
        }
    }
}
