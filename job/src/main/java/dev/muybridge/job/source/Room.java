package dev.muybridge.job.source;

import java.io.Serializable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How many segments each subtask of {@code analyze} takes at once. The reader before it, in the same task, waits while there is no room, and at the
 * end of the input until the last is done. If the task waited inside {@code analyze} instead, as Flink would have it do, no checkpoint would
 * pass meanwhile, and finished videos would wait for being published.
 *
 * @param job one's own for each job
 * @param segments at most, for each subtask
 */
public record Room(UUID job, int segments) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Map<Key, Taken> TAKEN = new ConcurrentHashMap<>();

    private record Key(Room room, int subtask) {}

    /** Room for {@code segments} in each subtask of a new job. */
    public static Room of(int segments) {
        return new Room(UUID.randomUUID(), segments);
    }

    /** A subtask of {@code analyze} begins, without any. */
    public Taken open(int subtask) {
        Taken taken = new Taken(new Key(this, subtask));
        TAKEN.put(taken.key, taken);
        return taken;
    }

    /** Complete when the subtask in this process has room for one more. */
    CompletableFuture<Void> free(int subtask) {
        return below(segments, subtask);
    }

    /** Complete when the subtask in this process has none. */
    CompletableFuture<Void> empty(int subtask) {
        return below(1, subtask);
    }

    private CompletableFuture<Void> below(int limit, int subtask) {
        @Nullable Taken taken = TAKEN.get(new Key(this, subtask));
        return taken == null ? CompletableFuture.completedFuture(null) : taken.below(limit);
    }

    /** What one subtask has taken. */
    public static final class Taken implements AutoCloseable {
        private final Key key;
        private CompletableFuture<Void> left = new CompletableFuture<>();
        private int segments;

        private Taken(Key key) {
            this.key = key;
        }

        /** One segment more. */
        public synchronized void enter() {
            segments++;
        }

        /** One segment is done. */
        public void leave() {
            leaving().complete(null);
        }

        private synchronized CompletableFuture<Void> leaving() {
            segments--;
            CompletableFuture<Void> waiting = left;
            left = new CompletableFuture<>();
            return waiting;
        }

        /** Complete when there are fewer, or perhaps when one has left and one is to look again. */
        private synchronized CompletableFuture<Void> below(int limit) {
            return segments < limit ? CompletableFuture.completedFuture(null) : left;
        }

        @Override
        public void close() {
            TAKEN.remove(key, this);
        }
    }
}
