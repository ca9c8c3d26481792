package dev.muybridge.job.owner;

import dev.muybridge.job.owner.Mark.Kind;
import dev.muybridge.job.owner.Marks.Seen;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.OutputLayout;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * OUTPUT belongs to this run. Nothing is asked of a file system but that a listing shows what was written before it: whoever wants
 * OUTPUT leaves a mark, lists all marks, and goes on only if no other run owns it or came first. So of two that come at the same time,
 * at least one sees the other.
 *
 * <p>A run whose process has ended, or that has not renewed its mark for {@link Marks#LOST}, is taken for gone. If it was only paused,
 * it works in vain: its job finds a higher number than its own before it publishes ({@link Fence}).
 */
public final class Ownership implements AutoCloseable {
    private static final long PAUSE_MILLIS = 50;

    private final Marks marks;
    private final Mark held;
    private final Heartbeat heartbeat;
    private boolean jobGoesOn;
    private boolean closed;

    private Ownership(Marks marks, Mark held) {
        this.marks = marks;
        this.held = held;
        this.heartbeat = new Heartbeat(marks, held);
    }

    /**
     * Takes OUTPUT, creating its folder if necessary. An earlier attempt at the same run, by another process, loses it.
     *
     * @param run name of this run
     * @throws OwnedException when it belongs to another run
     * @throws IOException when it cannot be written to
     */
    public static Ownership take(OutputLayout layout, String run)
            throws IOException, OwnedException, InterruptedException {
        return take(new Marks(layout), run);
    }

    static Ownership take(Marks marks, String run) throws IOException, OwnedException, InterruptedException {
        long last = marks.all().stream()
                .mapToLong(seen -> seen.mark().number())
                .max()
                .orElse(0);
        String token =
                String.format(Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());
        Mark wanted = new Mark(last + 1, token, run, Kind.WANTED);
        Mark held = wanted.as(Kind.HELD);
        try {
            marks.write(wanted);
            awaitTurn(marks, wanted);
            marks.write(held);
            // Somebody who was paused between their last look and their mark may hold it too.
            requireNoOwner(marks, held);
            marks.delete(wanted);
        } catch (IOException | OwnedException | InterruptedException | RuntimeException e) {
            withdraw(marks, wanted, e);
            throw e;
        }
        removeOlder(marks, held);
        return new Ownership(marks, held);
    }

    private static void withdraw(Marks marks, Mark wanted, Exception why) {
        try {
            marks.delete(wanted.as(Kind.HELD));
            marks.delete(wanted);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private static void awaitTurn(Marks marks, Mark wanted) throws IOException, OwnedException, InterruptedException {
        while (true) {
            long now = requireNoOwner(marks, wanted);
            Optional<Seen> rival = Optional.empty();
            for (Seen seen : marks.all()) {
                if (seen.mark().kind() == Kind.WANTED && !seen.mark().isOf(wanted) && marks.isAlive(seen, now)) {
                    rival = Optional.of(seen);
                    break; // the first of all
                }
            }
            if (rival.isEmpty()) {
                return;
            }
            if (rival.get().mark().precedes(wanted)) {
                throw new OwnedException(marks, rival.get(), now);
            }
            // It gives way, or has taken OUTPUT before it saw this mark.
            Thread.sleep(PAUSE_MILLIS);
            marks.write(wanted);
        }
    }

    /** Returns the time by the file system's clock, at which {@code own} was written. */
    private static long requireNoOwner(Marks marks, Mark own) throws IOException, OwnedException {
        List<Seen> all = marks.all();
        long now = all.stream()
                .filter(seen -> seen.mark().equals(own))
                .mapToLong(Seen::modified)
                .findFirst()
                .orElseThrow(() -> new IOException("the mark " + own.fileName() + " is gone from OUTPUT"));
        for (Seen seen : all) {
            Mark mark = seen.mark();
            boolean earlierAttempt = mark.run().equals(own.run()) && !marks.isOfThisProcess(mark);
            if (mark.owns() && !mark.isOf(own) && !earlierAttempt && marks.isAlive(seen, now)) {
                throw new OwnedException(marks, seen, now);
            }
        }
        return now;
    }

    /** What others want now is theirs to remove. */
    private static void removeOlder(Marks marks, Mark held) throws IOException {
        for (Seen seen : marks.all()) {
            if (seen.mark().number() < held.number()) {
                marks.delete(seen.mark());
            }
        }
    }

    /** Of this run; it rises with each. */
    public long number() {
        return held.number();
    }

    /**
     * To be called before anything of OUTPUT is changed after a while.
     *
     * @throws OvertakenException when OUTPUT belongs to a later run
     */
    public void check() throws IOException {
        marks.requireLast(held.number());
    }

    /** What earlier runs had begun is finished or removed; what still comes of one that was overtaken does not count. */
    public void settle() throws OutputException {
        marks.settle(held.number());
    }

    /** From here on OUTPUT belongs to a job that others' processes execute, also when this process ends. */
    public synchronized void giveToJob() throws IOException {
        // Between this process's end and the job's begin, it is nobody's.
        marks.writeForOthers(held.as(Kind.JOB));
        jobGoesOn = true;
    }

    /** The job is known to have ended. */
    public synchronized void jobEnded() {
        jobGoesOn = false;
    }

    /** Gives OUTPUT back, unless a job goes on. To do it again has no effect. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        heartbeat.close();
        if (jobGoesOn) {
            marks.delete(held);
        } else {
            free(marks, held);
        }
    }

    /** Keeps the number, from which later ones rise. */
    static void free(Marks marks, Mark held) throws IOException {
        marks.write(held.as(Kind.FREE));
        for (Kind kind : List.of(Kind.HELD, Kind.JOB, Kind.ENDED)) {
            marks.delete(held.as(kind));
        }
    }
}
