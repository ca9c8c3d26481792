package dev.muybridge.cli;

import dev.muybridge.app.ExitCode;
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

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Raylet.exit(run(arguments, System.out, System.err));
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
