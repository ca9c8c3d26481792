package dev.muybridge.ray.bridge;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Actors of one kind, and the calls that wait for one. Made by {@link ActorCalls#pool}. */
public final class ActorPool {
    private final String name;
    private final ActorFactory factory;
    private final ActorCalls owner;
    private final List<List<Integer>> orders;
    final List<Slot> slots = new ArrayList<>();
    private final List<Method> methods = new ArrayList<>();
    private volatile List<ActorCall> atWork = List.of();
    int lateStarts;
    int lostStarts;

    /**
     * The calls of one method of the actors. Touched by the thread of {@link ActorCalls} alone, except for what it
     * publishes.
     */
    static final class Method {
        private final Deque<Call> waiting = new ArrayDeque<>();
        long retries;
        long lost;
        long hung;
        long recycled;
        long busyNanos;
        private volatile PoolCounts counts = new PoolCounts(0, 0, 0, 0, 0, 0, 0, List.of());
    }

    ActorPool(String name, List<List<Integer>> orders, ActorFactory factory, ActorCalls owner) {
        this.name = name;
        this.orders = orders;
        this.factory = factory;
        this.owner = owner;
        for (int i = 0; i < orders.size(); i++) {
            slots.add(new Slot());
        }
        for (int i = 0; i < factory.methods(); i++) {
            methods.add(new Method());
        }
        publish(0);
    }

    /**
     * Has an actor answer {@code request}; returns at once. Calls of one method go in the order in which they came.
     *
     * @param method number of the actors' method
     * @param deadline how long an actor may work on it before it is killed
     * @param about what the call is about, for {@link #atWork}
     * @return completed by the thread that watches all calls: with the answer, or exceptionally with {@link CallFailedException}
     *     (this call alone; {@link CallCrashedException} where its processes crashed) or {@link NoActorsException} (no call can succeed any more)
     */
    public CompletableFuture<byte[]> call(int method, byte[] request, Duration deadline, String about) {
        Call call = new Call(method, request, deadline, about);
        owner.submit(this, call);
        return call.future;
    }

    /** How the calls of that method have gone, as of the last turn of the watching thread. */
    public PoolCounts counts(int method) {
        return methods.get(method).counts;
    }

    /** What the actors are working on, in the order of their places, as of the last turn of the watching thread. */
    public List<ActorCall> atWork() {
        return atWork;
    }

    String name() {
        return name;
    }

    ActorFactory factory() {
        return factory;
    }

    Method method(Call call) {
        return methods.get(call.method);
    }

    void add(Call call) {
        method(call).waiting.addLast(call);
    }

    void addFirst(Call call) {
        method(call).waiting.addFirst(call);
    }

    /** The call that goes next to the actor at that place, null if none is waiting. */
    @Nullable
    Call next(int place) {
        for (int method : orders.get(place)) {
            Call call = methods.get(method).waiting.poll();
            if (call != null) {
                return call;
            }
        }
        return null;
    }

    long running() {
        return slots.stream().filter(slot -> slot.call() != null).count();
    }

    boolean anyUp() {
        return slots.stream().anyMatch(Slot::isUp);
    }

    void publish(long now) {
        List<Long> calls = slots.stream().map(Slot::calls).toList();
        List<ActorCall> working = new ArrayList<>();
        for (int place = 0; place < slots.size(); place++) {
            Call call = slots.get(place).call();
            if (call != null) {
                long elapsed = slots.get(place).elapsed(now);
                working.add(new ActorCall(place, call.method, call.about, TimeUnit.NANOSECONDS.toMillis(elapsed)));
            }
        }
        atWork = List.copyOf(working);
        for (int i = 0; i < methods.size(); i++) {
            Method method = methods.get(i);
            int inFlight = 0;
            long busy = method.busyNanos;
            for (Slot slot : slots) {
                Call call = slot.call();
                if (call != null && call.method == i) {
                    inFlight++;
                    busy += slot.elapsed(now);
                }
            }
            method.counts = new PoolCounts(
                    inFlight,
                    method.waiting.size(),
                    method.retries,
                    method.lost,
                    method.hung,
                    method.recycled,
                    TimeUnit.NANOSECONDS.toMillis(busy),
                    calls);
        }
    }
}
