package dev.muybridge.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stand-in. */
@Command(name = "bench", hidden = true)
final class BenchCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return ExitCode.OK;
    }
}
