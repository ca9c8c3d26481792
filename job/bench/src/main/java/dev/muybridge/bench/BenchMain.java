package dev.muybridge.bench;

import dev.muybridge.cli.Main;
import dev.muybridge.ray.bridge.Raylet;
import java.io.PrintStream;
import picocli.CommandLine.Command;

/** The entry point of {@code ./muybridge bench}, a program of its own: nothing of it goes to a cluster. */
@Command(
        name = "muybridge",
        description = "Measures Muybridge and tries to break it.",
        subcommands = {BenchCommand.class, BenchJobCommand.class, JavaLoopCommand.class})
public final class BenchMain {
    private BenchMain() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Raylet.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        return Main.run(new BenchMain(), arguments, out, err);
    }
}
