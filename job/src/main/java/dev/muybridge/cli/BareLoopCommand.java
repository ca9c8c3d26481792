package dev.muybridge.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stand-in. */
@Command(name = "bare-loop", hidden = true)
final class BareLoopCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return ExitCode.OK;
    }
}
