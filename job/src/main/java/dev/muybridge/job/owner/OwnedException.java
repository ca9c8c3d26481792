package dev.muybridge.job.owner;

import dev.muybridge.crash.ProcessId;
import dev.muybridge.job.owner.Marks.Seen;
import java.io.IOException;
import java.util.Optional;

/** OUTPUT belongs to another run. */
public final class OwnedException extends Exception {
    private static final long serialVersionUID = 1L;

    OwnedException(Marks marks, Seen owner, long now) throws IOException {
        super(text(owner, marks.process(owner.mark()), Math.max(0, now - owner.modified()) / 1000));
    }

    private static String text(Seen owner, Optional<ProcessId> process, long seconds) {
        String run = (owner.mark().kind() == Mark.Kind.JOB ? "submitted run " : "run ")
                + owner.mark().run();
        if (process.isEmpty()) {
            return run;
        }
        ProcessId known = process.get();
        String where = run + " (process " + known.pid() + " on " + known.host();
        return known.isOfThisMachine()
                ? where + ")"
                : where + ", seen " + seconds + " s ago; it is taken for gone when it is not seen for "
                        + Marks.LOST.toMinutes() + " minutes)";
    }
}
