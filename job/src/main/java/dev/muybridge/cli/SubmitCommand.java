package dev.muybridge.cli;

import dev.muybridge.app.RunReport;
import dev.muybridge.app.VideoProcessor;
import dev.muybridge.app.WorkersAt;
import dev.muybridge.cli.RunCommand.RunArguments;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.storage.Location;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code submit}: what {@code flink run} executes. */
@Command(
        name = "submit",
        sortOptions = false,
        description = "Annotates videos on a Flink cluster: flink run muybridge-job.jar submit --input PATH...",
        footer = {
            "",
            "Paths must mean the same on every machine of the cluster; relative paths are resolved on this machine. Ctrl-C"
                    + " cancels the job. Results and exit codes are the same as those of run.",
            "With flink run -d, this program ends as soon as the job is submitted and does not report how it went. Each video's"
                    + " row in OUTPUT/videos does."
        })
final class SubmitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RunArguments arguments;

    @Override
    public Integer call() throws Exception {
        VideoProcessor processor = RunCommand.processor(arguments.asked(spec), spec);
        RunOptions options = processor.options();
        if (processor.workersAt() instanceof WorkersAt.EmbeddedRay) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--ray embedded is for run; submit needs --ray HOST:PORT or --ray off");
        }
        if (arguments.uiPort != null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--ui-port is for run; the cluster has its own web interface");
        }
        RunLog log = RunLog.ofOthers();
        log.write(LogHead.lines(spec, options));
        Display display = new SubmittedDisplay(log, arguments.verbose, options);
        return RunCommand.watch(processor.newSubmittedRun(display), log, display);
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
        public void submitted(String job, URI rest) {
            submitted = true;
            // Set by whoever shows the cluster's pages to a browser. It has a secret in it, so it is no argument.
            String pages = System.getenv("MUYBRIDGE_PAGES");
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
