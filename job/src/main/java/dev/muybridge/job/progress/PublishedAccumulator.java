package dev.muybridge.job.progress;

import dev.muybridge.job.model.Publication;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayDeque;
import org.apache.flink.api.common.accumulators.Accumulator;

/** Counts what has been published, and keeps the latest {@value #KEPT} videos of each subtask. Any thread may add. */
public final class PublishedAccumulator implements Accumulator<Publication, Published> {
    /** How many videos each subtask keeps. */
    public static final int KEPT = 64;

    private static final long serialVersionUID = 1L;

    private final ArrayDeque<PublishedVideo> latest = new ArrayDeque<>();
    private long total;

    @Override
    public synchronized void add(Publication publication) {
        if (latest.size() == KEPT) {
            latest.removeFirst();
        }
        latest.addLast(new PublishedVideo(
                publication.video().video(), publication.state(), publication.frames(), publication.message()));
        total++;
    }

    @Override
    public synchronized Published getLocalValue() {
        return new Published(total, latest.stream().toList());
    }

    @Override
    public synchronized void resetLocal() {
        total = 0;
        latest.clear();
    }

    @Override
    public void merge(Accumulator<Publication, Published> other) {
        Published more = other.getLocalValue();
        synchronized (this) {
            total += more.total();
            latest.addAll(more.latest());
        }
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public PublishedAccumulator clone() {
        PublishedAccumulator copy = new PublishedAccumulator();
        copy.merge(this);
        return copy;
    }

    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
    }
}
