package dev.muybridge.cli;

import dev.muybridge.app.ExitCode;
import dev.muybridge.app.ReportFile;
import dev.muybridge.app.RunOutcome;
import dev.muybridge.job.config.RunOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

/** How a run ended in an application, for whoever has waited for that. Only the run's report tells. */
final class ReportedEnd {
    private ReportedEnd() {}

    /** Says what the report says and returns its exit code; empty while there is none. */
    static Optional<Integer> read(RunOptions options, PrintStream out) throws IOException {
        Optional<RunOutcome> outcome = new ReportFile(options).read();
        outcome.ifPresent(found -> out.println(Printable.of(found.line())));
        return outcome.map(RunOutcome::exitCode);
    }

    /**
     * The same when the application is gone. Without a report it was killed, or did not get to its end; that is the exit code of a failed
     * job.
     *
     * @param logs what to do to see its logs
     */
    static int last(RunOptions options, String logs, PrintStream out) throws IOException {
        Optional<Integer> code = read(options, out);
        if (code.isEmpty()) {
            out.println("muybridge: the application has ended, and there is no " + new ReportFile(options).location()
                    + "; its logs say why: " + logs);
        }
        return code.orElse(ExitCode.JOB_FAILED);
    }
}
