package dev.muybridge.cli;

import dev.muybridge.cli.bench.BareLoopCommand;
import dev.muybridge.cli.bench.BenchCommand;
import dev.muybridge.cli.bench.BenchJobCommand;
import dev.muybridge.ray.bridge.Raylet;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's entrance. */
@Command(
        name = "muybridge",
        description = "Annotates videos of people moving and measures their movement.",
        subcommands = {
            RunCommand.class,
            SubmitCommand.class,
            DoctorCommand.class,
            BenchCommand.class,
            BenchJobCommand.class,
            BareLoopCommand.class,
            BundleModelsCommand.class
        })
public final class Main {
    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Raylet.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        CommandLine commands = new CommandLine(new Main())
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
        command.getErr().println("muybridge: " + e.getMessage());
        command.getErr().println("'./" + command.getCommandSpec().qualifiedName() + " --help' lists the options");
        return ExitCode.USAGE;
    }

    private static int explainFailure(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println("muybridge: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        return ExitCode.JOB_FAILED;
    }
}
