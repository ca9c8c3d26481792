package dev.muybridge.ray.bridge;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pools of actors, and the one thread that gives them calls, watches the answers and replaces actors that end or hang. Each actor
 * is given one call at a time, so a deadline counts work and not waiting.
 */
public final class ActorCalls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ActorCalls.class);
    /** Between looks at what has come in, while somebody is free to take it; each look at answers costs Ray half a millisecond. */
    private static final Duration GLANCE = Duration.ofMillis(50);

    /** The same, while nobody is: neither answers nor, where none is awaited, calls have to wait for it. */
    private static final Duration LONG_GLANCE = Duration.ofMillis(200);

    /** How long to wait, after a process was lost, for it to end and show whether it crashed. */
    private static final Duration END_PATIENCE = Duration.ofSeconds(3);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final ActorSystem system;
    private final CallPolicy policy;
    private final LongSupplier nanos;
    private final List<ActorPool> pools = new ArrayList<>();
    private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final Set<Call> open = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile @Nullable RuntimeException end;

    public ActorCalls(ActorSystem system, CallPolicy policy) {
        this(system, policy, System::nanoTime);
    }

    ActorCalls(ActorSystem system, CallPolicy policy, LongSupplier nanos) {
        this.system = system;
        this.policy = policy;
        this.nanos = nanos;
        this.thread = new Thread(this::run, "actor-calls");
        this.thread.setDaemon(true);
    }

    /**
     * Adds a pool of actors; only before {@link #start}.
     *
     * @param orders for each actor, the numbers of all methods in the order in which it takes waiting calls of them
     */
    public ActorPool pool(String name, List<List<Integer>> orders, ActorFactory factory) {
        ActorPool pool = new ActorPool(name, orders, factory, this);
        pools.add(pool);
        return pool;
    }

    /** Asks for all actors and starts taking calls. */
    public void start() {
        thread.start();
    }

    /** Ends everything because of {@code why}: calls under way and later ones fail with it. Does not wait. */
    public void fail(RuntimeException why) {
        synchronized (open) {
            if (end == null) {
                end = why;
            }
        }
        open.forEach(this::refuse);
        inbox.add(() -> {});
    }

    /** Ends the actors; calls under way fail. */
    @Override
    public void close() {
        fail(new CancellationException("the workers were closed"));
        try {
            thread.join(CLOSE_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void submit(ActorPool pool, Call call) {
        open.add(call);
        var unused = call.future.whenComplete((answer, error) -> open.remove(call));
        if (end == null) {
            inbox.add(() -> pool.add(call));
        } else {
            refuse(call);
        }
    }

    private void refuse(Call call) {
        RuntimeException why = end;
        if (why != null) {
            call.future.completeExceptionally(why);
        }
    }

    private void run() {
        try {
            while (end == null) {
                turn();
            }
        } catch (NoActorsException e) {
            fail(e);
        } catch (Throwable e) {
            // Without this thread no call would ever end.
            fail(new NoActorsException("calls to workers have ended: " + e, e));
        } finally {
            pools.forEach(pool -> pool.slots.forEach(Slot::clear));
            // Calls that were submitted between the check for the end and now.
            open.forEach(this::refuse);
        }
    }

    /** Looks at everything once. */
    private void turn() {
        startMissing();
        dispatch();
        List<Answer> pending = pending();
        takeIn(pending.isEmpty() ? LONG_GLANCE : Duration.ZERO);
        Duration glance = anyFree() ? GLANCE : LONG_GLANCE;
        List<Answer> done = pending.isEmpty() ? List.of() : system.done(pending, glance);
        for (ActorPool pool : pools) {
            pool.slots.forEach(slot -> look(pool, slot, done));
        }
        long now = nanos.getAsLong();
        pools.forEach(pool -> pool.publish(now));
    }

    private void takeIn(Duration patience) {
        try {
            Runnable first = inbox.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            for (Runnable next = first; next != null; next = inbox.poll()) {
                next.run();
            }
        } catch (InterruptedException e) {
            fail(new NoActorsException("the thread that watches calls was interrupted", e));
        }
    }

    private void startMissing() {
        for (ActorPool pool : pools) {
            for (Slot slot : pool.slots) {
                if (slot.isEmpty()) {
                    slot.start(pool.factory().start(), nanos.getAsLong());
                }
            }
        }
    }

    private void dispatch() {
        long running = running();
        for (int i = pools.size() - 1; i >= 0; i--) {
            ActorPool pool = pools.get(i);
            for (int place = 0; place < pool.slots.size(); place++) {
                Slot slot = pool.slots.get(place);
                Call next = running < policy.atOnce() && slot.isIdle() ? pool.next(place) : null;
                if (next != null) {
                    slot.give(next, nanos.getAsLong());
                    running++;
                }
            }
        }
    }

    private long running() {
        return pools.stream().mapToLong(ActorPool::running).sum();
    }

    /** Whether a call that comes in would be given to somebody at once. */
    private boolean anyFree() {
        return running() < policy.atOnce()
                && pools.stream().flatMap(pool -> pool.slots.stream()).anyMatch(Slot::isIdle);
    }

    private List<Answer> pending() {
        List<Answer> pending = new ArrayList<>();
        for (ActorPool pool : pools) {
            for (Slot slot : pool.slots) {
                Answer answer = slot.pending();
                if (answer != null) {
                    pending.add(answer);
                }
            }
        }
        return pending;
    }

    private void look(ActorPool pool, Slot slot, List<Answer> done) {
        Answer answer = slot.pending();
        Call call = slot.call();
        if (answer == null) {
            String loss = slot.loss();
            if (call != null && loss != null) {
                judge(pool, slot, call, loss);
            }
        } else if (call == null) {
            lookAtStart(pool, slot, done.contains(answer) ? answer : null);
        } else if (done.contains(answer)) {
            finish(pool, slot, call, answer);
        } else if (slot.elapsed(nanos.getAsLong()) > call.deadline.toNanos()) {
            hung(pool, slot, call);
        }
    }

    private void lookAtStart(ActorPool pool, Slot slot, @Nullable Answer answer) {
        try {
            if (answer != null) {
                byte[] greeting = answer.get();
                slot.greeted(greeting);
                pool.lateStarts = 0;
                pool.lostStarts = 0;
                LOG.info("{} worker is up: {}", pool.name(), new String(greeting, StandardCharsets.UTF_8));
            } else if (slot.elapsed(nanos.getAsLong()) > policy.startPatience().toNanos()) {
                pool.lateStarts++;
                failedStart(pool, slot, pool.lateStarts >= policy.starts() * pool.slots.size(), late(pool));
            }
        } catch (ActorLostException e) {
            pool.lostStarts++;
            String message = "the process of a " + pool.name() + " worker ended while it came up, " + pool.lostStarts
                    + " times: " + e.getMessage();
            failedStart(pool, slot, pool.lostStarts >= policy.losses() * pool.slots.size(), message);
        } catch (CallFailedException e) {
            // It came up and said why it cannot work; the next one would say the same.
            fail(new NoActorsException("a " + pool.name() + " worker cannot work: " + e.getMessage(), e));
        }
    }

    private String late(ActorPool pool) {
        return "no " + pool.name() + " worker came up within "
                + policy.startPatience().toSeconds() + " s; each needs "
                + pool.factory().resources() + " of the Ray cluster, and the program's files on its node";
    }

    private void failedStart(ActorPool pool, Slot slot, boolean tooOften, String message) {
        LOG.warn(message);
        slot.clear();
        if (tooOften && !pool.anyUp()) {
            fail(new NoActorsException(message, null));
        }
    }

    private void finish(ActorPool pool, Slot slot, Call call, Answer answer) {
        pool.method(call).busyNanos += slot.elapsed(nanos.getAsLong());
        try {
            Weighed weighed = Weighed.unpack(answer.get());
            slot.settle();
            if (weighed.resident() > policy.memory()) {
                pool.method(call).recycled++;
                recycle(pool, slot, weighed.resident());
            }
            call.future.complete(weighed.answer());
        } catch (ActorLostException e) {
            String loss = String.valueOf(e.getMessage());
            slot.lose(loss, nanos.getAsLong());
            judge(pool, slot, call, loss);
        } catch (CallFailedException e) {
            slot.settle();
            call.future.completeExceptionally(e);
        }
    }

    private void recycle(ActorPool pool, Slot slot, long resident) {
        LOG.info(
                "a {} worker is replaced: its process has {} MiB, more than {}",
                pool.name(),
                resident >> 20,
                policy.memory() >> 20);
        slot.clear();
    }

    /** Why an actor was lost is known only when its process has ended; until then other actors' calls continue. */
    private void judge(ActorPool pool, Slot slot, Call call, String loss) {
        ProcessEnd end = pool.factory().endOf(slot.greeting());
        if (end instanceof ProcessEnd.Unfinished && slot.elapsed(nanos.getAsLong()) <= END_PATIENCE.toNanos()) {
            return;
        }
        slot.clear();
        pool.method(call).lost++;
        if (end instanceof ProcessEnd.Crashed crashed) {
            call.crashes++;
            String why = "its worker crashed, " + call.crashes + " times: " + crashed.how();
            again(pool, call, call.crashes < policy.crashes(), new CallCrashedException(why, crashed.how()));
        } else {
            call.losses++;
            String why = "its worker ended, " + call.losses + " times: " + loss;
            again(pool, call, call.losses < policy.losses(), new CallFailedException(why, null));
        }
    }

    private void hung(ActorPool pool, Slot slot, Call call) {
        pool.method(call).busyNanos += slot.elapsed(nanos.getAsLong());
        slot.clear();
        pool.method(call).hung++;
        call.hangs++;
        String why = "its worker gave no answer after " + call.deadline.toSeconds() + " s, " + call.hangs
                + " times, and was ended";
        again(pool, call, call.hangs < policy.hangs(), new CallFailedException(why, null));
    }

    private static void again(ActorPool pool, Call call, boolean allowed, CallFailedException why) {
        LOG.warn("a call of {}: {}; {}", pool.name(), why.getMessage(), allowed ? "made again" : "given up");
        if (allowed) {
            pool.method(call).retries++;
            pool.addFirst(call);
        } else {
            call.future.completeExceptionally(why);
        }
    }
}
