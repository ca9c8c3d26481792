package dev.muybridge.cli;

import dev.muybridge.app.ExitCode;
import dev.muybridge.app.VideoProcessor;
import dev.muybridge.ray.bridge.Raylet;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of the command line. */
@Command(
        name = "muybridge",
        description = "Annotates videos of people moving and measures their movement.",
        subcommands = {
            RunCommand.class,
            SubmitCommand.class,
            DoctorCommand.class,
            BundleModelsCommand.class,
            PagesCommand.class
        })
public final class Main {
    private Main() {}

    /**
     * Runs a command and ends the process with its exit code. In a JobManager the process is Flink's: there it returns, or throws if the
     * job did not do its work. Flink calls a job failed then; that videos failed, only the run's report says.
     */
    public static void main(String[] arguments) {
        int code = run(arguments, System.out, System.err);
        boolean submitted = arguments.length > 0 && arguments[0].equals("submit");
        if (!submitted || !VideoProcessor.isInJobManager()) {
            VideoProcessor.close();
            Raylet.exit(code);
        } else if (code != ExitCode.OK && code != ExitCode.VIDEOS_FAILED) {
            throw new IllegalStateException("the run ended with exit code " + code
                    + "; the reason is in this log, in what the JobManager prints, and in the run's report");
        }
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        return run(new Main(), arguments, out, err);
    }

    /** Runs a command of {@code program}, ours or another's, and returns its exit code. */
    public static int run(Object program, String[] arguments, PrintStream out, PrintStream err) {
        CommandLine commands = new CommandLine(program)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setUnmatchedOptionsArePositionalParams(false)
                .setParameterExceptionHandler(Main::explainUsage)
                .setExecutionExceptionHandler(Main::explainFailure);
        return commands.execute(arguments);
    }

    private static int explainUsage(CommandLine.ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        command.getErr().println(Printable.of("muybridge: " + e.getMessage()));
        command.getErr().println("'./" + command.getCommandSpec().qualifiedName() + " --help' lists the options");
        return ExitCode.USAGE;
    }

    private static int explainFailure(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr()
                .println(Printable.of("muybridge: " + (e.getMessage() == null ? e.toString() : e.getMessage())));
        return ExitCode.JOB_FAILED;
    }
}
