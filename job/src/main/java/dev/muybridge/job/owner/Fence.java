package dev.muybridge.job.owner;

import dev.muybridge.job.config.RunId;
import dev.muybridge.job.owner.Mark.Kind;
import dev.muybridge.job.owner.Marks.Seen;
import dev.muybridge.job.storage.OutputLayout;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job's side of {@link Ownership}: it keeps OUTPUT for its run while it executes, and gives it back when all is published, also if
 * nobody waits for it.
 */
public final class Fence implements AutoCloseable {
    private final Marks marks;
    private final RunId run;
    private @Nullable Heartbeat heartbeat;

    public Fence(OutputLayout layout, RunId run) {
        this(new Marks(layout), run);
    }

    Fence(Marks marks, RunId run) {
        this.marks = marks;
        this.run = run;
    }

    /** Begins to keep OUTPUT, if it was given to the job. */
    public void open() throws IOException {
        Optional<Mark> job = own(Kind.JOB);
        if (job.isPresent()) {
            // Of this job before it was restarted.
            marks.delete(job.get().as(Kind.ENDED));
            marks.write(job.get());
            heartbeat = new Heartbeat(marks, job.get());
        }
    }

    /**
     * To be called before anything is published.
     *
     * @throws OvertakenException when OUTPUT belongs to a later run
     */
    public void check() throws IOException {
        marks.requireLast(run.number());
    }

    /** Nothing more will come to be published. */
    public void inputEnded() throws IOException {
        Optional<Mark> job = own(Kind.JOB);
        if (job.isPresent()) {
            marks.write(job.get().as(Kind.ENDED));
        }
    }

    /** Gives OUTPUT back if all is done; otherwise it is kept a while, for the job may be restarted. */
    @Override
    public void close() throws IOException {
        if (heartbeat != null) {
            heartbeat.close();
            Optional<Mark> ended = own(Kind.ENDED);
            if (ended.isPresent()) {
                Ownership.free(marks, ended.get());
            }
        }
    }

    private Optional<Mark> own(Kind kind) throws IOException {
        return marks.all().stream()
                .map(Seen::mark)
                .filter(mark -> mark.kind() == kind
                        && mark.number() == run.number()
                        && mark.run().equals(run.name()))
                .findFirst();
    }
}
