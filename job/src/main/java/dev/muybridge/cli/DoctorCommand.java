package dev.muybridge.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stand-in. */
@Command(name = "doctor", hidden = true)
final class DoctorCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return ExitCode.OK;
    }
}
