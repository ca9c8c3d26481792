package dev.muybridge.ray.bridge;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Actors of one kind, and the calls that wait for one. Made by {@link ActorCalls#pool}. */
public final class ActorPool {
    private final String name;
    private final ActorFactory factory;
    private final ActorCalls owner;
    final List<Slot> slots = new ArrayList<>();
    final Deque<Call> waiting = new ArrayDeque<>();
    int lateStarts;
    int lostStarts;
    long retries;
    long lost;
    long hung;
    long recycled;
    long busyNanos;

    private volatile PoolCounts counts;

    ActorPool(String name, int size, ActorFactory factory, ActorCalls owner) {
        this.name = name;
        this.factory = factory;
        this.owner = owner;
        for (int i = 0; i < size; i++) {
            slots.add(new Slot());
        }
        this.counts = snapshot(0);
    }

    /**
     * Has an actor answer {@code request}; returns at once.
     *
     * @param deadline how long an actor may work on it before it is killed
     * @return completed by the thread that watches all calls: with the answer, or exceptionally with {@link CallFailedException}
     *     (this call alone; {@link CallCrashedException} where its processes crashed) or {@link NoActorsException} (no call can succeed any more)
     */
    public CompletableFuture<byte[]> call(byte[] request, Duration deadline) {
        Call call = new Call(request, deadline);
        owner.submit(this, call);
        return call.future;
    }

    /** How calls have gone, as of the last turn of the watching thread. */
    public PoolCounts counts() {
        return counts;
    }

    String name() {
        return name;
    }

    ActorFactory factory() {
        return factory;
    }

    long running() {
        return slots.stream().filter(slot -> slot.call() != null).count();
    }

    boolean anyUp() {
        return slots.stream().anyMatch(Slot::isUp);
    }

    void publish(long now) {
        counts = snapshot(now);
    }

    private PoolCounts snapshot(long now) {
        long busy = busyNanos;
        List<Long> calls = new ArrayList<>();
        for (Slot slot : slots) {
            busy += slot.call() == null ? 0 : slot.elapsed(now);
            calls.add(slot.calls());
        }
        return new PoolCounts(
                (int) running(),
                waiting.size(),
                retries,
                lost,
                hung,
                recycled,
                TimeUnit.NANOSECONDS.toMillis(busy),
                calls);
    }
}
